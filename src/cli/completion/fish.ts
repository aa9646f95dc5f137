import type { CompletedOption, CompletedProgram, Values } from './model.js';

/** For `~/.config/fish/completions/memorygraph.fish`. */
export function fishScript({ words, families, commands, everywhere }: CompletedProgram): string {
  const all = [...everywhere, ...commands.flatMap(({ options }) => options)];
  const takers = [...new Set(all.filter(({ values }) => values.kind !== 'none').map(({ flag }) => flag))];
  return `# Completion of memorygraph for fish; written by "memorygraph completion fish".
function __memorygraph_given
    set -l tokens (commandline -opc)
    set -e tokens[1]
    set -l given
    set -l is_value 0
    for token in $tokens
        if test $is_value = 1
            set is_value 0
        else if contains -- $token ${takers.join(' ')}
            set is_value 1
        else if not string match -q -- '-*' $token
            set -a given $token
        end
    end
    echo "$given"
end
function __memorygraph_in
    set -l given (__memorygraph_given)
    string match -q -- "$argv[1]" "$given"; or string match -q -- "$argv[1] *" "$given"
end
function __memorygraph_at
    string match -q -- "$argv[1]" (__memorygraph_given)
end
function __memorygraph_ids
    memorygraph completion --ids (commandline -ct) 2>/dev/null
end
complete -c memorygraph -f
${everywhere.map((option) => optionLine(option, null)).join('\n')}
${words.map(([word, says]) => wordLine(word, says, '')).join('\n')}
${Object.entries(families)
  .flatMap(([name, seconds]) => seconds.map(([word, says]) => wordLine(word, says, name)))
  .join('\n')}
${commands.flatMap(({ name, options }) => options.map((option) => optionLine(option, name))).join('\n')}
${commands
  .filter(({ values }) => offer(values) !== '')
  .map(
    ({ name, values }) =>
      `complete -c memorygraph -n ${within(name)} ${values.kind === 'id' ? '-k ' : ''}${offer(values)}`,
  )
  .join('\n')}`;
}

function wordLine(word: string, says: string, after: string): string {
  return `complete -c memorygraph -n ${quoted(`__memorygraph_at ${quoted(after)}`)} -a ${word} -d ${quoted(says)}`;
}

function optionLine({ flag, says, values }: CompletedOption, command: string | null): string {
  const where = command === null ? '' : ` -n ${within(command)}`;
  const takes = values.kind === 'none' ? '' : values.kind === 'file' ? ' -r -F' : ' -x';
  const offered = values.kind === 'words' ? ` ${offer(values)}` : '';
  return `complete -c memorygraph${where} -l ${flag.slice(2)}${takes}${offered} -d ${quoted(says)}`;
}

function offer(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `-a ${quoted(values.words.join(' '))}`;
    case 'file':
      return '-F';
    case 'id':
      return "-a '(__memorygraph_ids)'";
    default:
      return '';
  }
}

function within(command: string): string {
  return quoted(`__memorygraph_in ${quoted(command)}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
