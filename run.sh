#!/usr/bin/env bash
# Runs Artisan on this machine: installs and builds what has changed, starts the Functions host, prints the address.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'TEXT'
./run.sh [--fresh] [--port N] [--data DIR] [--no-web] [--no-seed]
  --fresh     remove the data folder first
  --port N    HTTP port on this machine (7071)
  --data DIR  where storage, keys and the test clock live (.data)
  --no-web    the API only, without building the SPA
  --no-seed   no demo workspace in a new data folder
TEXT
}
say() { printf '== %s\n' "$1"; }
fail() { echo "run.sh: $1" >&2; exit 1; }

port=7071 data=.data web=yes
host_options=()
while [ $# -gt 0 ]; do
  case $1 in
    --fresh | --no-seed) host_options+=("$1") ;;
    --no-web) web=no ;;
    --port) [ $# -gt 1 ] || fail "--port needs a number."; port=$2; shift ;;
    --data) [ $# -gt 1 ] || fail "--data needs a folder."; data=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "unknown option $1." ;;
  esac
  shift
done

command -v dotnet >/dev/null 2>&1 || fail "the .NET 10 SDK is missing: install it from https://dot.net."
dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; this machine has: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
command -v node >/dev/null 2>&1 || fail "Node.js 20 or later is missing: install it from https://nodejs.org."
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or later is missing; this machine has $(node --version)."
command -v npm >/dev/null 2>&1 || fail "npm is missing; it comes with Node.js."

# npm ci only where the lock file changed since the last one.
npm_ready() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed" && return 0
  say "Install the packages of $1"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) || fail "npm ci in $1 failed."
  cp "$1/package-lock.json" "$1/node_modules/.installed"
}

npm_ready src/Artisan.LocalHost/tools

if [ "$web" = yes ] && [ -f src/web/package-lock.json ]; then
  npm_ready src/web
  if [ ! -f src/web/dist/index.html ] || [ -n "$(find src/web -path src/web/node_modules -prune -o -path src/web/dist -prune -o -type f -newer src/web/dist/index.html -print -quit)" ]; then
    say "Build the SPA"
    npm --prefix src/web run --silent build || fail "the SPA does not build."
  fi
  host_options+=(--web src/web/dist)
fi

say "Build the app and its host"
for project in src/Artisan.Host src/Artisan.LocalHost; do
  output=$(dotnet build "$project" --configuration Release --disable-build-servers -clp:ErrorsOnly) || { echo "$output" >&2; fail "$project does not build."; }
done

# The same folder that Azure gets: host.json and a function.json per function. The handler itself stays where it was built.
handler="$PWD/src/Artisan.Host/bin/Release/net10.0"
mkdir -p out/app
"$handler/Artisan.Host" --emit-functions out/app
cp host.json out/app/host.json
if [ -f local.settings.json ]; then cp local.settings.json out/app/; else rm -f out/app/local.settings.json; fi

say "Start"
export AzureFunctionsJobHost__customHandler__description__workerDirectory="$handler"
exec src/Artisan.LocalHost/bin/Release/net10.0/Artisan.LocalHost --app out/app --data "$data" --port "$port" --tools src/Artisan.LocalHost/tools "${host_options[@]}"
