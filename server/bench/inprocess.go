package main

import "context"

// What has no route is measured in this process, on the database that was imported.

// pointOverTime measures the status of a point over all days: one figure, at most 1 ms.
func pointOverTime(_ context.Context, _ string) ([]figure, error) { return nil, errNotMeasured }

// gainedAndLost measures the change between two neighbouring days and between days a year apart: two figures, at most
// 0.5 and 3 ms.
func gainedAndLost(_ context.Context, _ string) ([]figure, error) { return nil, errNotMeasured }
