package site

// DefaultRooms is a home whose house type nobody has entered yet: it can be
// inspected all the same. Keys are those that a house type would use, so that
// defects keep their rooms when the type becomes known.
var DefaultRooms = []Room{
	{Key: "entrance", Kind: Entrance, Name: "入户"},
	{Key: "living", Kind: Living, Name: "客厅"},
	{Key: "bed1", Kind: Bedroom, Name: "主卧"},
	{Key: "bed2", Kind: Bedroom, Name: "次卧"},
	{Key: "kitchen", Kind: Kitchen, Name: "厨房"},
	{Key: "bath1", Kind: Bathroom, Name: "卫生间"},
	{Key: "balcony", Kind: Balcony, Name: "阳台"},
	WholeHome,
}

// WholeHome stands for what belongs to no single room: papers, the area, the keys.
var WholeHome = Room{Key: "whole", Kind: Whole, Name: "全屋"}

// RoomName is what the house type calls the room, the usual name where the type
// has no such room, and the key where there is none either.
func (h HouseType) RoomName(key string) string {
	for _, rooms := range [][]Room{h.Rooms, DefaultRooms} {
		for _, r := range rooms {
			if r.Key == key {
				return r.Name
			}
		}
	}
	return key
}
