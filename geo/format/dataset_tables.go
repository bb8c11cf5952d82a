package format

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"greyzone/geo"
)

func readSettlements(set *geo.DataSet, data []byte) error {
	return eachRow(data, func(row map[string]string) error {
		settlement, err := parseSettlement(row)
		if err != nil {
			return err
		}
		if _, ok := settlementNamed(set.Settlements, settlement.Name.En); ok {
			return fmt.Errorf("there are two settlements named %s", settlement.Name.En)
		}
		set.Settlements = append(set.Settlements, settlement)
		return nil
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

// settlementNamed finds a settlement by its English name.
func settlementNamed(settlements []geo.Settlement, name string) (geo.Settlement, bool) {
	i := slices.IndexFunc(settlements, func(s geo.Settlement) bool { return s.Name.En == name })
	if i < 0 {
		return geo.Settlement{}, false
	}
	return settlements[i], true
}

func readEvents(set *geo.DataSet, data []byte) error {
	return eachRow(data, func(row map[string]string) error {
		settlement, ok := settlementNamed(set.Settlements, row["settlement"])
		if !ok {
			return fmt.Errorf("there is no settlement named %s", row["settlement"])
		}
		set.Events = append(set.Events, geo.Event{
			Date: row["date"], Settlement: settlement.ID, Status: row["status"], Kind: row["kind"], Note: row["note"],
			Source: geo.Citation{Title: row["source_title"], URL: row["source_url"]},
		})
		return nil
	})
}

func readClaims(set *geo.DataSet, data []byte) error {
	return eachRow(data, func(row map[string]string) error {
		area, err := strconv.ParseFloat(row["area_km2"], 64)
		if err != nil {
			return err
		}
		set.Claims = append(set.Claims, geo.Claim{
			Date: row["date"], WhoSays: row["who_says"], Region: row["region"], AreaKm2: area,
			Statuses: strings.Split(row["status"], "+"), SourceURL: row["source_url"], Note: row["note"],
		})
		return nil
	})
}

// eachRow calls use with each row of a CSV file, by the names of its columns.
func eachRow(data []byte, use func(row map[string]string) error) error {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return err
	}
	for n, cells := range rows[min(1, len(rows)):] {
		row := make(map[string]string, len(cells))
		for i, column := range rows[0] {
			row[column] = cells[i]
		}
		if err := use(row); err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
	}
	return nil
}
