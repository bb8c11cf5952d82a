package geo_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"greyzone/geo"
)

func ExampleAreaM2() {
	cell := orb.Polygon{{{35, 51}, {36, 51}, {36, 52}, {35, 52}, {35, 51}}}
	fmt.Printf("%.3f km²\n", geo.AreaM2(cell)/1e6)
	// Output: 7725.536 km²
}

func ExampleCover() {
	ua := "ua"
	statuses := []geo.Status{{ID: "ua", Party: &ua, Held: true}, {ID: "grey"}}
	zones := []geo.Zone{
		{Status: "ua", Polygon: orb.Polygon{{{35, 51}, {35.4, 51}, {35.4, 51.2}, {35, 51.2}, {35, 51}}}},
		{Status: "grey", Polygon: orb.Polygon{{{35.3, 51}, {35.6, 51}, {35.6, 51.2}, {35.3, 51.2}, {35.3, 51}}}, Feature: 1},
	}
	coverage, err := geo.Cover(zones, statuses, false)
	if err != nil {
		fmt.Println(err)
	}
	for _, z := range coverage.Zones {
		fmt.Printf("%s %.1f km²\n", z.Status, geo.AreaM2(z.Polygon)/1e6)
	}
	for _, w := range coverage.Warnings {
		fmt.Println(w.Message)
	}
	// Output:
	// ua 623.4 km²
	// grey 311.7 km²
	// grey and ua overlap by 155.9 km², the largest part at 35.35 51.1; it counts as ua, which is held for certain
}

func ExampleCover_refused() {
	bowTie := orb.Polygon{{{32.6, 46.6}, {32.62, 46.66}, {32.62, 46.6}, {32.6, 46.66}, {32.6, 46.6}}}
	zones := []geo.Zone{{Status: "ua", Polygon: bowTie, Feature: 17}}
	_, err := geo.Cover(zones, []geo.Status{{ID: "ua"}}, true)
	fmt.Println(err)
	// Output: ring 0 of feature 17 crosses itself at 32.61 46.63: strict lets nothing through that would have to be repaired; correct these places, or leave strict out to have them repaired
}

func ExampleGround_AreaM2Within() {
	region, err := geo.NewGround(orb.MultiPolygon{{{{34, 51}, {35, 51}, {35, 52}, {34, 52}, {34, 51}}}})
	if err != nil {
		fmt.Println(err)
	}
	m2, err := region.AreaM2Within(orb.Polygon{{{34.9, 51}, {35.1, 51}, {35.1, 51.1}, {34.9, 51.1}, {34.9, 51}}})
	fmt.Printf("%.1f km² %v\n", m2/1e6, err)
	// Output: 78.0 km² <nil>
}

func ExampleInterval_Steps() {
	august, err := geo.ParseInterval("2024-08-05/2024-08-20")
	if err != nil {
		fmt.Println(err)
	}
	week, err := geo.ParseStep("P7D")
	if err != nil {
		fmt.Println(err)
	}
	for step := range august.Steps(week) {
		fmt.Println(step.Text)
	}
	// Output:
	// 2024-08-11
	// 2024-08-18
	// 2024-08-20
}
