package format

import (
	"io"
	"strconv"

	"greyzone/geo"
)

// WritePlaceHistoryCSV writes the intervals of a place as CSV (RFC 4180), one row each. Status is empty for ground in no
// zone, side where there is none, to where the interval has no end; gap is true or false. Events are not in it.
func WritePlaceHistoryCSV(w io.Writer, h geo.PlaceHistory) error {
	rows := [][]string{{"status", "side", "from", "to", "gap", "snapshot_id", "snapshot_valid_at"}}
	for _, i := range h.Intervals {
		to := ""
		if i.To != nil {
			to = utc(*i.To)
		}
		rows = append(rows, []string{orEmpty(i.Status), orEmpty(i.Side), utc(i.From), to, strconv.FormatBool(i.Gap), i.Snapshot.ID, utc(i.Snapshot.ValidAt)})
	}
	return writeCSV(w, rows)
}

// WriteRegionHistoryCSV writes the shares of a region as CSV (RFC 4180), one row for each snapshot and status, with full
// precision and never an exponent.
func WriteRegionHistoryCSV(w io.Writer, h geo.RegionHistory) error {
	rows := [][]string{{"snapshot_valid_at", "region", "status", "area_km2", "share", "snapshot_id"}}
	for _, s := range h.Series {
		for _, share := range s.Shares {
			rows = append(rows, []string{utc(s.Snapshot.ValidAt), orEmpty(h.Region.ID), share.Status, decimal(share.AreaKm2), decimal(share.Share), s.Snapshot.ID})
		}
	}
	return writeCSV(w, rows)
}
