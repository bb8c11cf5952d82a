/**
 * The JSON of the HTTP interface, and the values of the page's state. Types only.
 *
 * @typedef {{en: string, uk: string, ru: string}} Names
 * @typedef {'en' | 'uk' | 'ru'} Language
 * @typedef {{id: string, party: string | null, held: boolean, name: Names, colour: string, texture: string}} Status
 * @typedef {{id: string, name: string, url: string, attribution: string, licence: string, redistributable: boolean}} Source
 * @typedef {{
 *   id: string, kind: string, title: string, name: Names | null, source: Source, accuracy: string | null,
 *   statuses: Status[], sides: {region: string, party: string}[], first_valid_at: string | null,
 *   last_valid_at: string | null, snapshot_count: number, bbox: [number, number, number, number] | null
 * }} Layer
 * @typedef {{id: string, valid_at: string, revision: number, recorded_at?: string, withdrawn?: boolean}} Snapshot
 * @typedef {{status: string, party: string | null, area_km2: number}} StatusArea
 * @typedef {{party: string, on: string | null, min_km2: number, max_km2: number}} PartyArea
 * @typedef {{datetime: string, snapshot: Partial<Snapshot> & {id: string}, areas: StatusArea[], controlled: PartyArea[]}} Measurement
 * @typedef {{layer: string, region: {id: string | null, area_km2: number} | null, results: Measurement[],
 *   citation: string, permalink: string, area?: string}} AreaAnswer  area is the drawn one that was sent
 * @typedef {{id: string, name: Names, rank: number, oblast: string, raion: string, lon: number, lat: number, coord_source: string}} Settlement
 * @typedef {{date: string, settlement: string, status: string, kind: string, source?: {title: string, url: string}, note?: string}} ReportEvent
 * @typedef {Required<ReportEvent>} SourcedEvent
 * @typedef {'agree' | 'disagree' | 'unsaid'} AccordKind
 * @typedef {{status: string | null, side: string | null, party: string | null, with_status: string | null, with_side: string | null,
 *   with_party: string | null, kind: AccordKind, area_km2: number}} AccordPair  what two layers say of ground
 * @typedef {{id: string, name: Names, rank: number, status: string | null, side: string | null, with_status: string | null,
 *   with_side: string | null}} AccordPlace  a settlement of which they say different things
 * @typedef {import('geojson').FeatureCollection<import('geojson').Polygon, AccordPair> & {
 *   layer: string, with: string, datetime: string, region: {id: string | null, area_km2: number} | null, snapshot: Snapshot,
 *   with_snapshot: Snapshot, agree_km2: number, disagree_km2: number, unsaid_km2: number, pairs: AccordPair[],
 *   settlements: AccordPlace[], citation: string, permalink: string
 * }} Accord  where two layers agree on one day, and where they do not
 * @typedef {{status: string | null, side: string | null, from: string, to: string | null, gap: boolean, snapshot: Snapshot}} PlaceInterval
 * @typedef {{layer: string, place: {lon: number, lat: number, settlement: Settlement | null}, intervals: PlaceInterval[],
 *   last_snapshot: Snapshot, events: SourcedEvent[], citation: string, permalink: string}} PlaceHistory
 * @typedef {{date: string, who_says: string, region: string, statuses: string[], area_km2: number, source_url: string, note: string}} Claim
 * @typedef {{id: string, name: Names, kind: string, party: string | null, country: string | null, area_km2: number,
 *   label_line?: [number, number][]}} RegionProperties  label_line is where the name of the region may run
 * @typedef {import('geojson').Polygon | import('geojson').MultiPolygon} Ground
 * @typedef {import('geojson').Feature<Ground, RegionProperties>} GroundFeature
 * @typedef {Omit<GroundFeature, 'geometry' | 'bbox'> & {geometry: Ground | null, bbox: [number, number, number, number]}} Region  its
 *   geometry is null until it is needed
 * @typedef {{features: Region[]}} Regions
 * @typedef {{from_status: string | null, from_side: string | null, to_status: string | null, to_side: string | null,
 *   kind: 'movement' | 'correction', area_km2: number}} ChangeTotal  a status of null is ground in no zone
 * @typedef {{party: string, gained_km2: number, lost_km2: number, gained_by_correction_km2: number, lost_by_correction_km2: number}} PartyGain
 * @typedef {Omit<ChangeTotal, 'area_km2'> & {id: string, name: Names, rank: number}} ChangedPlace
 * @typedef {{
 *   layer: string, region: {id: string | null, area_km2: number} | null, from: {snapshot: Snapshot} | null, to: {snapshot: Snapshot},
 *   totals: ChangeTotal[], parties: PartyGain[], settlements: ChangedPlace[], citation: string, permalink: string,
 *   features: import('geojson').Feature<import('geojson').Polygon, ChangeTotal>[], within: import('./api.js').Within
 * }} ChangeAnswer  within is what was asked
 * @typedef {Pick<ChangeAnswer, 'layer' | 'totals' | 'parties' | 'settlements' | 'features'> & {
 *   from: {snapshot: Snapshot} | null, to: {snapshot: UploadReport['snapshot']}
 * }} ProposedChange  what an upload would change against the snapshot that it would follow or replace
 * @typedef {[number, number]} Position  [lon, lat]
 * @typedef {{status: string, rings: number[][]}} Zone  each ring as references to arcs; see topology.js
 * @typedef {{snapshot: Snapshot, arcs: Position[][], zones: Zone[]}} Zones
 * @typedef {{feature: number, rule: string, lon: number, lat: number, message: string}} Problem
 * @typedef {{rule: string, status: string, zones: number, area_km2: number, message: string}} Warning
 * @typedef {{
 *   snapshot: {id: string | null, valid_at: string, recorded_at: string | null, revision: number},
 *   zones: number, repairs: (Problem & {area_before_km2: number, area_after_km2: number})[], warnings: Warning[],
 *   areas: StatusArea[],
 *   change: {against: Snapshot | null, gained: {status: string, area_km2: number}[], lost: {status: string, area_km2: number}[]},
 *   changes?: ProposedChange
 * }} UploadReport  changes comes with a dry run
 *
 * @typedef {Problem & {number: number}} Pin
 * @typedef {{kind: 'new' | 'shown' | 'corrected' | 'withdrawn', snapshot: Snapshot, since: string}} News  since is the day of
 *   what was the newest map until a new one came
 * @typedef {'day' | 'swipe' | 'side' | 'change'} Mode
 * @typedef {'' | 'place' | 'search' | 'layers' | 'share' | 'measure' | 'table'} Card
 *
 * @typedef {object} Values
 * @property {Layer[]} layers every layer of the server
 * @property {Layer | null} layer the control layer that is shown
 * @property {Readonly<{layer?: string, region?: string, with?: string, day?: string, from?: string}>} absent what the address named and there is not, until the reader chooses
 * @property {Snapshot[]} snapshots its snapshots, by valid time, the newest revision of each
 * @property {string} day the chosen UTC day, YYYY-MM-DD; '' while nothing is known
 * @property {Snapshot | null} snapshot the newest at or before the end of that day; null before the first
 * @property {Mode} mode how one day, or two, are looked at
 * @property {string} from the earlier of the two days, not after `day`; '' while one day is shown and none was chosen
 * @property {Snapshot | null} fromSnapshot the newest at or before the end of that day; null while one day is shown
 * @property {Zones | null} fromZones its zones, once the timeline has come; null while one day is shown
 * @property {Zones | null} zones of the snapshot whose map is drawn; lags behind while loading
 * @property {import('./topology.js').Timeline | null} timeline the maps of all snapshots; null until they have come
 * @property {boolean} loading the zones of the chosen day are under way
 * @property {Error | null} failure the last thing that could not be fetched
 * @property {number} attempt goes up when the reader asks to try again what failed
 * @property {ChangeAnswer | null} changes between the two days; those of other days or other ground while theirs are under way (changes.js)
 * @property {number} divider how much of the room for the map shows the earlier day while two are swiped, 0 to 1
 * @property {string} region ID of the region measured in; '' is all mapped ground, 'view' what is in view
 * @property {string} area the corners of a drawn area measured in, lon,lat,lon,lat,…; '' where none is, and then `region` counts
 * @property {AreaAnswer | null} measured area over all snapshots in the chosen region
 * @property {Measurement | null} opening the areas of the map that the page came with, on all mapped ground: shown until others have come
 * @property {AreaAnswer | null} whole area over all snapshots on all mapped ground, whatever the region
 * @property {{party: string, region: string, answer: AreaAnswer}[]} halves measured on each side of the layer; empty
 *   where the chosen region has no two halves
 * @property {Regions | null} regions
 * @property {import('geojson').FeatureCollection | null} border
 * @property {Settlement[]} settlements
 * @property {ReportEvent[]} events without who said so until they are shown one by one
 * @property {boolean} singly reports are, or have been, shown one by one, with who said so
 * @property {Claim[]} claims
 * @property {string} place the settlement or point whose history is open: its ID or lon,lat; '' is none
 * @property {PlaceHistory | null} history of that place in the layer that is shown; null until it has come
 * @property {Error | null} placeFailure why it could not be fetched
 * @property {[number, number, number, number] | null} goal ground, [w, s, e, n], that the reader asked to be taken to
 * @property {'' | 'line' | 'area'} drawing what a click on the map draws a corner of; '' nothing
 * @property {Position[]} sketch its corners, until it is finished
 * @property {string} line the corners of a finished line that is measured, lon,lat,lon,lat,…; '' is none
 * @property {string} with ID of the control layer that is shown against `layer` on the same day; '' is none
 * @property {Accord | null} accord how that layer and the first one agree; lags behind while it is fetched
 * @property {boolean} comparing what is shown of two layers is asked for and has not come
 * @property {string} hide what of the map is hidden, of url.js's hideable, joined by commas
 * @property {string} range the stretch of days that the chart is zoomed to, first/last; '' is the whole record
 * @property {Card} card the card that is open beside the map; '' is none
 * @property {boolean} embed the page is part of another one: fewer controls
 * @property {Language | ''} speak the language that was asked for: the page's own follows once its words are there; '' where they could not be fetched
 * @property {Language} language
 * @property {'light' | 'dark' | ''} theme '' follows the system
 * @property {{lat: number, lon: number, zoom: number} | null} view null: the first view
 * @property {[number, number, number, number] | null} bounds what is in view between the cards: [w, s, e, n]
 * @property {{url: string, attribution: string} | null} tiles the raster ground that the server offers
 * @property {{url: string, attribution: string} | null} pmtiles the vector ground that the server offers; it goes before tiles
 * @property {boolean} playing
 * @property {'day' | 'week' | 'month' | 'map'} speed
 * @property {boolean} uploading the upload takes the place of the panel
 * @property {Pin[]} pins places that an upload's report speaks of, to be shown on the map
 * @property {Pin | null} pin the one of them to look at
 * @property {ProposedChange | null} proposed what the upload that is looked at would change, to be drawn on the map
 * @property {string | null} published ID of the snapshot last published from this page; the history is fetched anew
 * @property {number} heard goes up when the history may have changed elsewhere; it is fetched anew
 * @property {News | null} news what of that the reader is told
 * @property {boolean} follow the newest map is shown by itself to who looks at the newest
 * @property {boolean} lost nothing can be heard of new maps at present
 */
export {};
