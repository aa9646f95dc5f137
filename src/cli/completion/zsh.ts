import type { CompletedOption, CompletedProgram, Values } from './model.js';

/** For a file `_memorygraph` in a folder of `fpath`, or to be sourced after `compinit`. */
export function zshScript({ words, families, commands, everywhere }: CompletedProgram): string {
  const all = [...everywhere, ...commands.flatMap(({ options }) => options)];
  const takers = [...new Set(all.filter(takesValue).map(({ flag }) => flag))];
  const firsts = Object.keys(families);
  return `#compdef memorygraph
# Completion of memorygraph for zsh; written by "memorygraph completion zsh".
_memorygraph_ids() {
  local -a found
  found=(\${(f)"$(memorygraph completion --ids "$PREFIX" 2>/dev/null | awk -F '\\t' '{ gsub(/:/, "\\\\:", $1); print $1 ":" $2 }')"})
  _describe -V 'memory' found
}
_memorygraph() {
  local cur=\${words[CURRENT]} prev=\${words[CURRENT-1]} command='' word
  local -i at=2
  local -a takers families found
  takers=(${takers.join(' ')})
  families=(${firsts.join(' ')})
  if [[ $cur == --*=* ]]; then
    prev=\${cur%%=*}
    compset -P '*='
  fi
  while (( at < CURRENT )); do
    word=\${words[at]}
    if (( \${takers[(Ie)$word]} )); then
      (( at += 1 ))
    elif [[ $word != -* ]]; then
      if [[ -z $command ]]; then
        command=$word
      elif (( \${families[(Ie)$command]} )); then
        command="$command $word"
      fi
    fi
    (( at += 1 ))
  done
  case "$command $prev" in
${commands
  .flatMap(({ name, options }) =>
    options
      .filter(takesValue)
      .map((option) => `    ${quoted(`${name} ${option.flag}`)}) ${offer(option.values)}return ;;`),
  )
  .join('\n')}
  esac
  case $prev in
${everywhere
  .filter(takesValue)
  .map((option) => `    ${option.flag}) ${offer(option.values)}return ;;`)
  .join('\n')}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${commands.map(({ name, options }) => `      ${quoted(name)}) found=(${described(options.map(({ flag, says }) => [flag, says]))}) ;;`).join('\n')}
    esac
    found+=(${described(everywhere.map(({ flag, says }) => [flag, says]))})
    _describe -o 'option' found
    return
  fi
  case $command in
    '') found=(${described(words)}); _describe 'command' found ;;
${Object.entries(families)
  .map(
    ([name, seconds]) => `    ${quoted(name)}) found=(${described(seconds)}); _describe 'command' found ;;`,
  )
  .join('\n')}
${commands
  .filter(({ values }) => offer(values) !== '')
  .map(({ name, values }) => `    ${quoted(name)}) ${offer(values)};;`)
  .join('\n')}
  esac
}
if [[ $funcstack[1] == _memorygraph ]]; then
  _memorygraph "$@"
else
  compdef _memorygraph memorygraph
fi`;
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `compadd -- ${values.words.join(' ')}; `;
    case 'file':
      return '_files; ';
    case 'id':
      return '_memorygraph_ids; ';
    default:
      return '';
  }
}

function described(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([word, says]) => quoted(`${word.replaceAll(':', '\\:')}:${says}`)).join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function takesValue({ values }: CompletedOption): boolean {
  return values.kind !== 'none';
}
