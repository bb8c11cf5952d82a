package store

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"greyzone/geo"
)

// readTables reads settlements.csv, events.csv and claims.csv.
func (set *dataSet) readTables(files fs.FS) error {
	ids := make(map[string]string) // of settlements, by English name
	err := eachRow(files, "settlements.csv", func(row map[string]string) error {
		settlement, err := parseSettlement(row)
		if _, twice := ids[settlement.Name.En]; err == nil && twice {
			err = fmt.Errorf("there are two settlements named %s", settlement.Name.En)
		}
		ids[settlement.Name.En] = settlement.ID
		set.settlements = append(set.settlements, settlement)
		return err
	})
	if err != nil {
		return err
	}
	err = eachRow(files, "events.csv", func(row map[string]string) error {
		id, ok := ids[row["settlement"]]
		if !ok {
			return fmt.Errorf("there is no settlement named %s", row["settlement"])
		}
		set.events = append(set.events, geo.Event{
			Date: row["date"], Settlement: id, Status: row["status"], Kind: row["kind"], Note: row["note"],
			Source: geo.Citation{Title: row["source_title"], URL: row["source_url"]},
		})
		return nil
	})
	if err != nil {
		return err
	}
	return eachRow(files, "claims.csv", func(row map[string]string) error {
		area, err := strconv.ParseFloat(row["area_km2"], 64)
		set.claims = append(set.claims, geo.Claim{
			Date: row["date"], WhoSays: row["who_says"], Region: row["region"], AreaKm2: area,
			Statuses: strings.Split(row["status"], "+"), SourceURL: row["source_url"], Note: row["note"],
		})
		return err
	})
}

func parseSettlement(row map[string]string) (geo.Settlement, error) {
	settlement := geo.Settlement{
		ID: row["id"], Name: geo.Names{En: row["name_en"], Uk: row["name_uk"], Ru: row["name_ru"]},
		Oblast: row["oblast"], Raion: row["raion"], CoordSource: row["coord_source"],
	}
	var err error
	if settlement.Rank, err = strconv.Atoi(row["rank"]); err != nil {
		return settlement, err
	}
	if settlement.Lon, err = strconv.ParseFloat(row["lon"], 64); err != nil {
		return settlement, err
	}
	settlement.Lat, err = strconv.ParseFloat(row["lat"], 64)
	return settlement, err
}

// eachRow calls f with each row of a CSV file, by the names of its columns.
func eachRow(files fs.FS, name string, f func(row map[string]string) error) error {
	file, err := files.Open(name)
	if err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	for n, line := range lines[min(1, len(lines)):] {
		row := make(map[string]string, len(line))
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		if err := f(row); err != nil {
			return fmt.Errorf("%s, row %d: %w", name, n+1, err)
		}
	}
	return nil
}

func (set dataSet) insertTables(ctx context.Context, tx *sql.Tx) error {
	for _, settlement := range set.settlements {
		if err := insertSettlement(ctx, tx, settlement); err != nil {
			return err
		}
	}
	for _, event := range set.events {
		if err := insertEvent(ctx, tx, event); err != nil {
			return err
		}
	}
	for _, claim := range set.claims {
		if err := insertClaim(ctx, tx, claim); err != nil {
			return err
		}
	}
	return nil
}
