#compdef metalab
# Completion of metalab for zsh: source <(metalab completion zsh), after compinit
_metalab() {
  local program=${~words[1]} line value
  local -a values descriptions
  while IFS= read -r line; do
    value=${line%%$'\t'*}
    if [[ $value == :files ]]; then
      _files
    elif [[ $value == *= ]]; then
      compadd -S '' -- "$value"
    else
      values+=("$value")
      descriptions+=("${line/$'\t'/  -- }")
    fi
  done < <("$program" __complete "${(@Q)words[2,CURRENT - 1]}" "${(Q)PREFIX}" 2> /dev/null)
  (( $#values )) && compadd -l -d descriptions -a -- values
}
if [[ $funcstack[1] == _metalab ]]; then
  _metalab "$@"
else
  compdef _metalab metalab
fi
