# Completion of metalab for bash: source <(metalab completion bash)
_metalab() {
  local program=${1/#\~/$HOME} line=${COMP_LINE:0:COMP_POINT} current start='' value
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  current=${words[${#words[@]} - 1]}
  # Bash replaces only what stands behind the last of the signs that break words.
  [[ $current == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]] && start=${current%"${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r value _; do
    if [[ $value == :files ]]; then
      while IFS= read -r value; do
        COMPREPLY+=("$value")
      done < <(compgen -f -- "${current#"$start"}")
      compopt -o filenames 2> /dev/null
    else
      COMPREPLY+=("${value#"$start"}")
      [[ $value == *= ]] && compopt -o nospace 2> /dev/null
    fi
  done < <("$program" __complete "${words[@]:1}" 2> /dev/null)
}
complete -F _metalab metalab
