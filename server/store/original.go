package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"greyzone/geo"
)

// packing is an original made ready for storing.
type packing struct {
	sha256 []byte
	data   []byte // a frame of zstd
	base   []byte // SHA-256 of the original that is its dictionary; nil: none
	links  int    // how many originals must be unpacked before it
	size   int
}

// maxLinks bounds how much has to be read for one original; every so many are stored on their own.
const maxLinks = 64

// maxDictionary keeps uploads of many megabytes from costing twice as many each time one is read.
const maxDictionary = 4 << 20

// An upload may have 64 MiB; what is stored was one, or a line of one.
const maxOriginal = 256 << 20

// earlier is an original that the next one of a layer may be packed against: most of a day's file is the day before's.
type earlier struct {
	sha256 []byte
	data   []byte
	links  int
}

// pack packs data, whose SHA-256 is sha, against before if that is set and helps.
func pack(sha, data []byte, before *earlier) (packing, error) {
	p := packing{sha256: sha, size: len(data)}
	options := []zstd.EOption{
		zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1),
		zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false), // SHA-256 says more
		zstd.WithWindowSize(windowFor(len(data))),
	}
	if before != nil && before.links < maxLinks-1 && len(before.data) <= maxDictionary && len(before.data) > 0 {
		options = append(options, zstd.WithEncoderDictRaw(dictionaryID, before.data))
		p.base, p.links = before.sha256, before.links+1
	}
	encoder, err := zstd.NewWriter(nil, options...)
	if err != nil {
		return p, fmt.Errorf("pack original: %w", err)
	}
	p.data = encoder.EncodeAll(data, []byte{})
	return p, nil
}

// dictionaryID is in every frame that has a dictionary; which one it is says original.base.
const dictionaryID = 1

// windowFor is large enough to find what is alike anywhere in an upload and its dictionary, up to a limit.
func windowFor(size int) int {
	window := zstd.MinWindowSize
	for window < 2*size && window < 8<<20 {
		window *= 2
	}
	return window
}

func unpack(frame, dictionary []byte) ([]byte, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxOriginal)}
	if dictionary != nil {
		options = append(options, zstd.WithDecoderDictRaw(dictionaryID, dictionary))
	}
	decoder, err := zstd.NewReader(nil, options...)
	if err != nil {
		return nil, fmt.Errorf("unpack original: %w", err)
	}
	defer decoder.Close()
	data, err := decoder.DecodeAll(frame, []byte{})
	if err != nil {
		return nil, fmt.Errorf("unpack original: %w", err)
	}
	return data, nil
}

// Original returns the bytes that a snapshot was uploaded as; an unknown snapshot and a withdrawn one are NotFound.
func (s *Store) Original(ctx context.Context, snapshotID string) (geo.Original, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return geo.Original{}, err
	}
	_, r, err := c.find(snapshotID)
	if err != nil {
		return geo.Original{}, err
	}
	if r.Withdrawn {
		return geo.Original{}, withdrawn(r)
	}
	original := geo.Original{Name: r.fileName, Format: r.format, SHA256: r.SHA256}
	found, err := readOriginal(ctx, s.read, r.original)
	if err != nil {
		return original, fmt.Errorf("original of snapshot %s: %w", snapshotID, err)
	}
	original.Data = found.data
	return original, nil
}

// readOriginal reads and unpacks an original, after those that it needs.
func readOriginal(ctx context.Context, q querier, sha []byte) (earlier, error) {
	var frames [][]byte
	first := earlier{sha256: sha}
	for next := sha; next != nil; {
		var frame, base []byte
		var links int
		err := q.QueryRowContext(ctx, `
			SELECT data, base, links
			FROM original
			WHERE sha256 = ?`, next).Scan(&frame, &base, &links)
		if err != nil {
			return first, fmt.Errorf("read original %x: %w", next, explain(err))
		}
		if len(frames) == 0 {
			first.links = links
		}
		frames = append(frames, frame)
		if next = base; len(frames) > maxLinks {
			return first, fmt.Errorf("original %x needs more than %d others", sha, maxLinks)
		}
	}
	var dictionary []byte
	for i := len(frames) - 1; i >= 0; i-- {
		data, err := unpack(frames[i], dictionary)
		if err != nil {
			return first, err
		}
		dictionary = data
	}
	first.data = dictionary
	return first, nil
}

// insertOriginal stores p. It fails with errOvertaken if those bytes have come in the meantime: they may need more others, or
// fewer, than the next one was told that p does.
func insertOriginal(ctx context.Context, tx *sql.Tx, p packing) error {
	result, err := tx.ExecContext(ctx, `
		INSERT INTO original (sha256, data, base, links, size)
		VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (sha256) DO NOTHING`, p.sha256, p.data, p.base, p.links, p.size)
	if err != nil {
		return fmt.Errorf("store original: %w", err)
	}
	stored, err := result.RowsAffected()
	if err == nil && stored == 0 {
		return errOvertaken
	}
	return err
}

// readLinks is how many originals one that is stored needs; false if it is not there.
func readLinks(ctx context.Context, q querier, sha []byte) (int, bool, error) {
	var links int
	err := q.QueryRowContext(ctx, `
		SELECT links
		FROM original
		WHERE sha256 = ?`, sha).Scan(&links)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("original %x: %w", sha, explain(err))
	}
	return links, true, nil
}
