-- An owner's name as a picture, for papers whose font lacks a character of it, and which
-- name the picture shows.
ALTER TABLE owner ADD COLUMN name_picture BLOB NOT NULL DEFAULT x'';
ALTER TABLE owner ADD COLUMN pictured_name BLOB NOT NULL DEFAULT x'';
