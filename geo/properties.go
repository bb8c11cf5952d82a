package geo

import (
	"bytes"
	"encoding/json"
)

// joinProperties makes the properties of a zone that is joined from several, in the order of the file: those of the
// only feature, else the members on which all features agree and every feature's own in "joined".
func joinProperties(sources []Zone) json.RawMessage {
	features := sources[:1]
	for _, s := range sources[1:] {
		if s.Feature != features[len(features)-1].Feature {
			features = append(features[:len(features):len(features)], s)
		}
	}
	if len(features) == 1 {
		return features[0].Properties
	}
	common, own := agreed(features)
	if own == nil {
		return nil
	}
	common["joined"] = own
	text, err := json.Marshal(common)
	if err != nil {
		return nil // not reached: agreed lets only whole JSON objects through
	}
	return text
}

// agreed returns the members that all features have alike, and the list of every feature's own properties, null where
// it has none; the list is nil if no feature has any.
func agreed(features []Zone) (common map[string]json.RawMessage, own json.RawMessage) {
	list := make([]json.RawMessage, len(features))
	some := false
	for i, f := range features {
		var members map[string]json.RawMessage
		list[i] = json.RawMessage("null")
		if json.Unmarshal(f.Properties, &members) == nil && members != nil {
			list[i], some = f.Properties, true
		}
		if i == 0 {
			common = members
		}
		for name, value := range common {
			if !sameJSON(value, members[name]) {
				delete(common, name)
			}
		}
	}
	if !some {
		return nil, nil
	}
	if common == nil {
		common = make(map[string]json.RawMessage)
	}
	own, err := json.Marshal(list)
	if err != nil {
		return nil, nil
	}
	return common, own
}

// sameJSON compares values as written, but for space between their parts.
func sameJSON(a, b json.RawMessage) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
