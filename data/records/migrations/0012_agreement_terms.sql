-- What an agreement says of the contract that it rests on, of the rooms of the property
-- company, of costs beside the fee, and of how long personal data are kept.
ALTER TABLE agreement_terms ADD COLUMN service_contract_no TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN service_contract_filing TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN service_rooms TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN commission_rate TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN vacant_rate TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN shared_energy TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN data_retention TEXT NOT NULL DEFAULT '';
