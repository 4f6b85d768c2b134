-- In which language the contacts speak that a program shows; null in English.
ALTER TABLE application_passwords ADD COLUMN language TEXT;
