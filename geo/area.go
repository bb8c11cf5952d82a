package geo

import "github.com/paulmach/orb"

// AreaM2 returns the area of p in m² on the WGS 84 ellipsoid, its edges being geodesics; the winding of rings does not
// matter. After C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), section 6, by tidwall/geodesic.
func AreaM2(p orb.Polygon) float64 { panic("not built yet") }
