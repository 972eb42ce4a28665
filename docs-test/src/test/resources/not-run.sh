# Goes before a block that tests can't run, and runs none of it: whoever types it in must at least get no error for its
# syntax, and the specs that it would train must be valid.
checked() {
  local arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --out | --workers | --device | --executor | --master | --conf) shift ;;
      --offline | --overwrite) ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  "$CHECKOUT/bakeoff" validate "${arguments[@]}" || { kill $$; exit 1; } # Of a pipeline too.
}
instead() {
  local command=$1
  while [[ $command =~ ^[A-Za-z_]+=([^\ \'\"]|\'[^\']*\'|\"[^\"]*\")*\ +(.*) ]]; do command=${BASH_REMATCH[2]}; done
  if [[ $command == './bakeoff run '* ]]; then
    eval "checked ${command#./bakeoff run}"
    return 1
  fi
  [[ $command == : || $command == 'for '* || $command =~ ^[A-Za-z_]+=[^\ ]*$ ]]
}
# With extdebug, what the trap says no to isn't run.
shopt -s extdebug
trap 'instead "$BASH_COMMAND"' DEBUG
