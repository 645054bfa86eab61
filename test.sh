#!/usr/bin/env bash
# Builds everything, installs what the tests need, runs all tests. The last line says how many passed and failed.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 CI="${CI:-true}"

passed=0 failed=0
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT

say() { printf '\n== %s\n' "$1"; }
need() { command -v "$1" >/dev/null 2>&1 || { echo "test.sh needs $2." >&2; exit 2; }; }
count() { passed=$((passed + $1)) failed=$((failed + $2)); }

# A step that is one check: it passes or fails as a whole.
check() {
  local name=$1; shift
  say "$name"
  if "$@"; then count 1 0; else count 0 1; echo "FAILED: $name"; fi
}

# npm ci only where the lock file changed since the last one.
npm_ready() {
  local stamp="$1/node_modules/.installed"
  cmp -s "$1/package-lock.json" "$stamp" && return 0
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) && cp "$1/package-lock.json" "$stamp"
}

finish() { printf '\n%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" -eq 0 ]; exit; }

need dotnet "the .NET 10 SDK"
dotnet --list-sdks | grep -q '^10\.' || { echo "test.sh needs the .NET 10 SDK; this machine has: $(dotnet --list-sdks | tr '\n' ' ')" >&2; exit 2; }
need node "Node.js 20 or later"
need npm "npm, which comes with Node.js"
need curl "curl: the tutorial that it follows uses it"
need openssl "openssl: one of the guides it runs verifies receipts with nothing else"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || { echo "test.sh needs Node.js 20 or later; this machine has $(node --version)." >&2; exit 2; }

if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
  say "Install Chromium for the browser tests"
  as_root=""; [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium >/dev/null || echo "Chromium could not be installed: the browser tests need chromium or google-chrome on the PATH, and will fail."
fi

check "Install the storage emulator" npm_ready src/Artisan.LocalHost/tools
check "Install the SPA's packages" npm_ready src/web
check "Install the API linter" npm_ready tests/openapi-lint
check "Install the library that verifies webhooks" npm_ready tests/webhook-receiver

say "Build"
if dotnet build Functions.sln --configuration Release -warnaserror -clp:"ErrorsOnly;NoSummary"; then count 1 0; else count 0 1; finish; fi
check "Format" dotnet format whitespace Functions.sln --verify-no-changes --no-restore
check "Types of the SPA" npm --prefix src/web run --silent typecheck
check "Lint of the SPA" npm --prefix src/web run --silent lint
check "Build of the SPA" npm --prefix src/web run --silent build
check "Lint of the OpenAPI document" npm --prefix tests/openapi-lint run --silent lint

say "Tests of the SPA"
(cd src/web && npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$results/web.json") || true
if [ -f "$results/web.json" ]; then
  count "$(node -p "require('$results/web.json').numPassedTests")" "$(node -p "const r=require('$results/web.json'); r.numFailedTests + r.testResults.filter(t => t.status === 'failed' && t.assertionResults.length === 0).length")"
else
  count 0 1
fi

for project in tests/*.Tests; do
  name=$(basename "$project")
  say "$name"
  dotnet test "$project" --no-build --configuration Release --nologo --logger "trx;LogFileName=$results/$name.trx" --logger "console;verbosity=minimal" || true
  if [ -f "$results/$name.trx" ]; then
    counters=$(grep -o '<Counters [^>]*>' "$results/$name.trx" | head -n 1)
    count "$(sed 's/.* passed="\([0-9]*\)".*/\1/' <<<"$counters")" "$(sed 's/.* failed="\([0-9]*\)".*/\1/' <<<"$counters")"
  else
    count 0 1; echo "FAILED: $name gave no result"
  fi
done

finish
