#!/usr/bin/env bash
# Installs the Debian packages that tests need: those in network namespaces and in tmux, and those of trees as large as real ones. Without them, or without root, such tests are skipped, those of trees only outside CI.
set -euo pipefail
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	exit 0
fi

entries() {
	find "$1" -mindepth 1 2>/dev/null | wc -l
}

missing=()
command -v ip >/dev/null && command -v tc >/dev/null || missing+=(iproute2)
command -v iptables >/dev/null || missing+=(iptables)
command -v sysctl >/dev/null || missing+=(procps)
command -v tmux >/dev/null || missing+=(tmux)
# As many as test/end-to-end/real-trees.ts asks for.
[ "$(entries /usr/include)" -ge 1000 ] || missing+=(libc6-dev linux-libc-dev)
[ "$(entries /usr/share/doc)" -ge 500 ] || missing+=(git-doc)
if [ ${#missing[@]} -gt 0 ]; then
	apt-get update -qq
	# Images for containers are set up to leave documentation out.
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --reinstall \
		-o 'Dpkg::Options::=--path-include=/usr/share/doc/*' "${missing[@]}" >/dev/null
fi
