#!/bin/sh
# Run once by the postgres image, when it makes an empty database. The same roles as the embedded server has
# (docs/operations.md): the owner of the tables, the programs' login, and the role amends_app that every connection of the
# programs drops to. Passwords are read by psql itself, so that they stand on no command line.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set owner_password `cat /run/secrets/owner_password`
\set app_password `cat /run/secrets/app_password`
create role amends_app nologin;
create role amends_owner login password :'owner_password';
create role amends login password :'app_password' in role amends_app;
-- the same order of text on every machine, whatever its locales
create database amends owner amends_owner template template0 encoding 'UTF8'
  lc_collate 'C' lc_ctype 'C' locale_provider builtin builtin_locale 'C.UTF-8';
revoke all on database amends from public;
grant connect, temporary on database amends to amends_owner, amends;
SQL
