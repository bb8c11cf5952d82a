package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// scanner is one row, of a query for one or for many.
type scanner interface{ Scan(dest ...any) error }

// collect reads all rows and closes them. The list is never nil.
func collect[T any](rows *sql.Rows, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	list := []T{}
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, explain(err)
		}
		list = append(list, item)
	}
	return list, explain(rows.Err())
}

func scanText(row scanner) (string, error) {
	var text string
	err := row.Scan(&text)
	return text, err
}

// asJSON returns v as a column of JSON.
func asJSON(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write JSON: %w", err)
	}
	return string(text), nil
}
