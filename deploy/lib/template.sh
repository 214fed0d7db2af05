# shellcheck shell=bash
# Fills the templates of deploy/conf: @{NAME} becomes the value of the shell variable NAME.

# render TEMPLATE TARGET: an unknown name is an error, never an empty value.
render() {
  local text name target=$2
  text=$(<"$1")
  while [[ $text =~ @\{([A-Z_0-9]+)\} ]]; do
    name=${BASH_REMATCH[1]}
    [[ -v $name ]] || die "$1 asks for @{$name}, which is not set"
    text=${text//"@{$name}"/"${!name}"}
  done
  mkdir -p "${target%/*}"
  printf '%s\n' "$text" >"$target"
}

