#!/bin/sh
# Makes the secrets that docker-compose.yml hands to its containers, one file each, in docker/secrets. Never changes one that
# is there. The folder is closed to everyone but you; the files in it can be read, because the programs in the containers run
# as users of their own.
set -eu
umask 077
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
cd secrets

random_hex() {
  head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

# make NAME CONTENT
make() {
  if [ -e "$1" ]; then
    echo "$1: there already, left as it is"
    return
  fi
  printf '%s\n' "$2" >"$1.new"
  chmod 444 "$1.new"
  mv "$1.new" "$1"
  echo "$1: made"
}

# 32 bytes in base64. Whoever loses this file loses every report: copy it to a safe place now (docs/operations.md).
make master_key "$(head -c 32 /dev/urandom | base64 | tr -d '\n')"

make postgres_password "$(random_hex 24)"
make owner_password "$(random_hex 24)"
make app_password "$(random_hex 24)"
make database_owner_url "postgresql://amends_owner:$(cat owner_password)@postgres:5432/amends"
make database_url "postgresql://amends:$(cat app_password)@postgres:5432/amends"

make redis_password "$(random_hex 24)"
make redis_url "redis://:$(cat redis_password)@redis:6379"
# Nothing in the queue is worth a disk (docs/decisions/0006), and nothing in it may be evicted.
make redis_conf "requirepass $(cat redis_password)
maxmemory-policy noeviction
save \"\"
appendonly no"

make demo_password "$(random_hex 8)"
