#!/bin/sh
# Keeps the demo's chain busy: deploys the burn contract once, then burns about once a second.
# Every fifth transaction holds two burns, and every seventh emits a log that cannot be a payment.
# Needs cast, ETH_RPC_URL of an Anvil node, and CONTRACT: where the first contract of Anvil's account 0 lands.
set -eu
: "${ETH_RPC_URL:?}" "${CONTRACT:?}"
trap 'exit 0' INT TERM

bytecode=/contract/BurnContract.bin
topic0=$(cast sig-event 'LogBurnWithDigest(address indexed,uint256,bytes32 indexed,uint256)')

send() { cast send --async --unlocked "$@" >/dev/null; }

# Account $1 of Anvil's, counted from 0.
account() { printf '%s\n' "$accounts" | sed -n "$(($1 + 1))p"; }

deployed() { code=$(cast code "$CONTRACT") && [ "$code" != 0x ]; }

until cast block-number >/dev/null 2>&1; do sleep 1; done
accounts=$(cast rpc eth_accounts | tr -d '[]" ' | tr ',' '\n')

if ! deployed; then
  # A restart may find the deployment sent and not yet mined, which the fixed nonce refuses to repeat.
  send --from "$(account 0)" --nonce 0 --create "0x$(sed 's/^0x//' "$bytecode")" || true
  until deployed; do sleep 1; done
fi
echo "The burn contract is at $CONTRACT"

n=0
while :; do
  n=$((n + 1))
  from=$(account $((1 + n % 3)))
  if [ $((n % 7)) -eq 0 ]; then
    kind='a malformed event'
    set -- 'emitRaw(bytes32[],bytes)' "[$topic0]" 0x01
  elif [ $((n % 5)) -eq 0 ]; then
    kind='two burns'
    set -- 'burnMany(uint256,uint256)' 2 "$n"
  else
    kind='a burn'
    set -- 'burn(uint256,bytes32)' "$n" "$(cast keccak "burn $n")"
  fi
  if send --from "$from" "$CONTRACT" "$@"; then
    echo "Sent $kind from $from"
  fi
  sleep 1
done
