package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"greyzone/geo"
)

// Token is what is known of an editor's token; the token itself is shown once, when it is made.
type Token struct {
	ID        string
	Name      string
	CreatedAt time.Time
	RevokedAt *time.Time // nil: it counts
}

// tokenPrefix lets people and secret scanners recognise a token.
const tokenPrefix = "gz_"

// CreateToken makes a token and returns it; only its hash is stored.
func (s *Store) CreateToken(ctx context.Context, name string) (string, error) {
	secret, id := make([]byte, 32), make([]byte, 4)
	_, _ = rand.Read(secret) // never fails, by its documentation
	_, _ = rand.Read(id)
	token := tokenPrefix + base64.RawURLEncoding.EncodeToString(secret)
	hash := sha256.Sum256([]byte(token))
	err := inTx(ctx, s.write, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO token (id, name, sha256, created_at)
			VALUES (?, ?, ?, ?)`,
			hex.EncodeToString(id), name, hash[:], s.now().UnixMicro()); err != nil {
			return err
		}
		return seal(ctx, tx, "token")
	})
	if err != nil {
		return "", fmt.Errorf("store token: %w", err)
	}
	return token, nil
}

// Tokens returns all tokens, the revoked ones too, oldest first.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	return readTokens(ctx, s.read)
}

// RevokeToken makes the token with that ID, or else with that name, count no more. One that is revoked already stays
// so. No such token is NotFound, a name that several have that still count is a Conflict.
func (s *Store) RevokeToken(ctx context.Context, idOrName string) error {
	return inTx(ctx, s.write, func(tx *sql.Tx) error {
		tokens, err := readTokens(ctx, tx)
		if err != nil {
			return err
		}
		id, err := meant(tokens, idOrName)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			UPDATE token
			SET revoked_at = ?
			WHERE id = ?
			AND revoked_at IS NULL`, s.now().UnixMicro(), id); err != nil {
			return fmt.Errorf("revoke token %s: %w", id, err)
		}
		return seal(ctx, tx, "token")
	})
}

// Authenticate fails with Unauthorized for a token that is unknown or revoked; the two are not told apart.
func (s *Store) Authenticate(ctx context.Context, token string) error {
	hash := sha256.Sum256([]byte(token))
	var id string
	err := s.read.QueryRowContext(ctx, `
		SELECT id
		FROM token
		WHERE sha256 = ?
		AND revoked_at IS NULL`, hash[:]).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return geo.Errorf(geo.Unauthorized, "the token does not count: it is unknown or was revoked")
	}
	if err != nil {
		return fmt.Errorf("check token: %w", explain(err))
	}
	return nil
}

func readTokens(ctx context.Context, q querier) ([]Token, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT id, name, created_at, revoked_at
		FROM token
		ORDER BY created_at, rowid`)
	if err != nil {
		return nil, fmt.Errorf("tokens: %w", explain(err))
	}
	return collect(rows, func(row scanner) (Token, error) {
		var token Token
		var created int64
		var revoked sql.Null[int64]
		if err := row.Scan(&token.ID, &token.Name, &created, &revoked); err != nil {
			return token, err
		}
		token.CreatedAt = instant(created)
		if revoked.Valid {
			at := instant(revoked.V)
			token.RevokedAt = &at
		}
		return token, nil
	})
}

// meant returns the ID of the one token that idOrName means.
func meant(tokens []Token, idOrName string) (string, error) {
	var counting, revoked []string
	for _, token := range tokens {
		switch {
		case token.ID == idOrName:
			return token.ID, nil
		case token.Name == idOrName && token.RevokedAt == nil:
			counting = append(counting, token.ID)
		case token.Name == idOrName:
			revoked = append(revoked, token.ID)
		}
	}
	switch {
	case len(counting) > 1:
		return "", geo.Errorf(geo.Conflict, "%d tokens are named %q: say which by its ID, one of %s",
			len(counting), idOrName, strings.Join(counting, ", "))
	case len(counting) == 1:
		return counting[0], nil
	case len(revoked) > 0:
		return revoked[0], nil
	}
	return "", geo.Errorf(geo.NotFound, "there is no token with the ID or name %q", idOrName)
}
