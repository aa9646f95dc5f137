import type { CompletedOption, CompletedProgram, Values } from './model.js';

/** For bash 3.2, which macOS has, and later. */
export function bashScript(program: CompletedProgram): string {
  const { words, families, commands, everywhere } = program;
  const takers = [
    ...new Set(
      [...everywhere, ...commands.flatMap(({ options }) => options)]
        .filter(takesValue)
        .map(({ flag }) => flag),
    ),
  ];
  return `# Completion of memorygraph for bash; written by "memorygraph completion bash".
_memorygraph_words() { COMPREPLY=( $(compgen -W "$1" -- "$2") ); }
_memorygraph_ids() {
  _memorygraph_words "$(memorygraph completion --ids "$1" 2>/dev/null | cut -f 1)" "$1"
}
_memorygraph_files() {
  local IFS=$'\\n'
  COMPREPLY=( $(compgen -f -- "$1") )
  compopt -o filenames 2>/dev/null
}
_memorygraph() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' command='' word at=1
  [ "$COMP_CWORD" -gt 0 ] && prev=\${COMP_WORDS[COMP_CWORD - 1]}
  [ "$cur" = '=' ] && cur=''
  [ "$prev" = '=' ] && prev=\${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  while [ "$at" -lt "$COMP_CWORD" ]; do
    word=\${COMP_WORDS[at]}
    case $word in
      ${takers.join(' | ')})
        at=$((at + 1))
        [ "\${COMP_WORDS[at]}" = '=' ] && at=$((at + 1))
        ;;
      -*) ;;
      *)
        case $command in
          '') command=$word ;;
          ${[...Object.keys(families), "''"].join(' | ')}) command="$command $word" ;;
        esac
        ;;
    esac
    at=$((at + 1))
  done
  case "$command $prev" in
${commands.flatMap(({ name, options }) => options.filter(takesValue).map((option) => branch(`'${name} ${option.flag}'`, option.values))).join('\n')}
  esac
  case $prev in
${everywhere
  .filter(takesValue)
  .map((option) => branch(option.flag, option.values))
  .join('\n')}
  esac
  case $command in
${commands
  .map(({ name, options, values }) => place(`'${name}'`, flagsOf([...options, ...everywhere]), values))
  .join('\n')}
${Object.entries(families)
  .map(([name, seconds]) => place(name, '--help', { kind: 'words', words: seconds.map(([word]) => word) }))
  .join('\n')}
${place("''", flagsOf(everywhere), { kind: 'words', words: words.map(([word]) => word) })}
  esac
}
complete -F _memorygraph memorygraph`;
}

function branch(pattern: string, values: Values): string {
  return `    ${pattern}) ${offer(values)}return ;;`;
}

/** What may stand where no value of an option is due: an option, or what the command is given. */
function place(pattern: string, flags: string, values: Values): string {
  return `    ${pattern})
      case $cur in
        -*) _memorygraph_words '${flags}' "$cur" ;;
        *) ${offer(values) || ': '};;
      esac
      ;;`;
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `_memorygraph_words '${values.words.join(' ')}' "$cur"; `;
    case 'file':
      return '_memorygraph_files "$cur"; ';
    case 'id':
      return '_memorygraph_ids "$cur"; ';
    default:
      return '';
  }
}

function flagsOf(options: readonly CompletedOption[]): string {
  return options.map(({ flag }) => flag).join(' ');
}

function takesValue({ values }: CompletedOption): boolean {
  return values.kind !== 'none';
}
