package handover

import (
	"keyday/app"
	"keyday/app/contract"
)

// ItemList is what a site records at a handover: which meters are read, which
// keys and papers are handed over. It is the site's to change; lines already
// recorded keep their kind.
type ItemList struct {
	ID     app.ID // ItemListID of the site
	Meters []Item
	Keys   []Item
	Papers []Item
}

// Item is one line of a list.
type Item struct {
	Key      string `cbor:"key"`      // stays; records refer to it
	Name     string `cbor:"name"`     // as printed; "" for the catalogue's word for Key
	Unit     string `cbor:"unit"`     // m³, kWh, MWh, 把, 份
	Required bool   `cbor:"required"` // the certificate cannot be locked without it
}

// called is the item's name on paper.
func (i Item) called(p contract.Issuer, list string) string {
	if i.Name != "" {
		return i.Name
	}
	return p.Word("handover." + list + "." + i.Key)
}

// ItemListID is the identity of a site's item list, the same on every laptop.
func ItemListID(siteID app.ID) app.ID { return app.DerivedID(siteID, "handover/items") }

// DefaultItems is what holds until a site sets its own: which meters and keys a home
// has differs from site to site.
func DefaultItems() ItemList {
	return ItemList{
		Meters: []Item{
			{Key: "water", Unit: "m³", Required: true},
			{Key: "reclaimed", Unit: "m³"},
			{Key: "electricity", Unit: "kWh", Required: true},
			{Key: "gas", Unit: "m³"},
			{Key: "heat", Unit: "MWh"},
		},
		Keys: []Item{
			{Key: "entrance", Unit: "把", Required: true},
			{Key: "access_card", Unit: "张"},
			{Key: "mailbox", Unit: "把"},
			{Key: "water_shaft", Unit: "把"},
			{Key: "meter_box", Unit: "把"},
			{Key: "storage", Unit: "把"},
			{Key: "garage_remote", Unit: "个"},
		},
		Papers: []Item{
			{Key: "warranty_book", Unit: "份", Required: true},
			{Key: "user_manual", Unit: "份", Required: true},
			{Key: "owner_handbook", Unit: "份"},
			{Key: "fit_out_handbook", Unit: "份"},
			{Key: "interim_rules", Unit: "份"},
			{Key: "fire_letter", Unit: "份"},
			{Key: "fund_receipt", Unit: "份"},
			{Key: "appliance_manuals", Unit: "份"},
		},
	}
}

// items reads the site's list, or the default where it has none of its own.
func items(tx Tx) (ItemList, error) {
	s, err := tx.Site()
	if err != nil {
		return ItemList{}, err
	}
	l, err := tx.HandoverItems(ItemListID(s.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return DefaultItems(), nil
	}
	return l, err
}
