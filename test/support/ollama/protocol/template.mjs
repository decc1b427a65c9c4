// A reader of the Go templates that Ollama models carry: range, if/else, with, variables, pipelines and the usual functions.

/** Raised with Go's text for a template that does not parse. */
export class TemplateError extends Error {}

/**
 * @param {string} source
 * @returns {{ source: string, variables: Set<string>, render: (data: Record<string, unknown>) => string,
 *   renderUpToResponse: (data: Record<string, unknown>) => string }}
 */
export function parseTemplate(source) {
  const nodes = parse(lex(source));
  return {
    source,
    variables: new Set([...source.matchAll(/\.([A-Z]\w*)/g)].map((match) => match[1])),
    render: (data) => run(nodes, data),
    renderUpToResponse: (data) => run(cutAtResponse(nodes), data),
  };
}

/**
 * The prompt of a chat as Ollama renders it: consecutive messages of one role are joined, and a template without
 * `.Messages` is executed once for each exchange.
 * @param {ReturnType<typeof parseTemplate>} template
 * @param {{ role?: string, content?: string }[]} messages
 */
export function renderChat(template, messages) {
  const collated = [];
  for (const { role = '', content = '' } of messages) {
    const last = collated.at(-1);
    if (last?.Role === role && role !== 'tool') last.Content += `\n\n${content}`;
    else collated.push({ Role: role, Content: content });
  }
  const systems = messages.filter(({ role }) => role === 'system').map(({ content }) => content ?? '');
  const common = { Think: false, ThinkLevel: '', IsThinkSet: false };
  if (template.variables.has('Messages')) {
    const data = { System: systems.join('\n\n'), Messages: collated, Tools: [], Response: '', ...common };
    return template.render(data);
  }
  let out = '';
  let turn = { System: '', Prompt: '', Response: '' };
  const flush = () => {
    out += template.render({ ...turn, ...common });
    turn = { System: '', Prompt: '', Response: '' };
  };
  for (const { Role, Content } of collated) {
    if (Role === 'system') {
      if (turn.Prompt !== '' || turn.Response !== '') flush();
      turn.System = Content;
    } else if (Role === 'user') {
      if (turn.Response !== '') flush();
      turn.Prompt = Content;
    } else if (Role === 'assistant') turn.Response = Content;
  }
  return out + template.renderUpToResponse({ ...turn, ...common });
}

/** Tokens: `{ text }` or `{ action }`, white space trimmed where the dashes say so. */
function lex(source) {
  const tokens = [];
  let at = 0;
  let trimNext = false;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = open < 0 ? source.slice(at) : source.slice(at, open);
    if (trimNext) text = text.trimStart();
    if (open < 0) {
      if (text !== '') tokens.push({ text });
      return tokens;
    }
    const close = source.indexOf('}}', open);
    if (close < 0) throw new TemplateError('template: :1: unclosed action');
    let action = source.slice(open + 2, close);
    if (/^-\s/.test(action)) {
      text = text.trimEnd();
      action = action.slice(1);
    }
    trimNext = /\s-$/.test(action);
    if (trimNext) action = action.slice(0, -1);
    if (text !== '') tokens.push({ text });
    if (!action.trim().startsWith('/*')) tokens.push({ action: action.trim() });
    at = close + 2;
  }
}

function parse(tokens) {
  let index = 0;
  const list = (endings) => {
    const nodes = [];
    while (index < tokens.length) {
      const { text, action } = tokens[index];
      if (text !== undefined) {
        nodes.push({ kind: 'text', text });
        index++;
        continue;
      }
      const word = /^\w+/.exec(action)?.[0];
      if (endings.includes(word)) return nodes;
      index++;
      if (word === 'range' || word === 'if' || word === 'with')
        nodes.push(block(word, action.slice(word.length).trim()));
      else if (word === 'break' || word === 'continue') nodes.push({ kind: word });
      else if (word === 'end' || word === 'else') throw new TemplateError(`template: :1: unexpected {{${word}}}`);
      else nodes.push(statement(action));
    }
    if (endings.length > 0) throw new TemplateError('template: :1: unexpected EOF');
    return nodes;
  };
  const block = (kind, head) => {
    const body = list(['end', 'else']);
    const node = { kind, ...declaration(head), body, otherwise: [] };
    const ending = tokens[index].action;
    index++;
    if (ending.startsWith('else')) {
      const chained = /^else\s+(if|with)\b/.exec(ending)?.[1];
      if (chained !== undefined) node.otherwise = [block(chained, ending.replace(/^else\s+\w+/, '').trim())];
      else {
        node.otherwise = list(['end']);
        index++;
      }
    }
    return node;
  };
  return list([]);
}

function declaration(head) {
  const match = /^(\$\w*(?:, ?\$\w*)?) ?:?=([\s\S]*)$/.exec(head);
  if (match === null) return { names: [], pipe: expression(head) };
  return { names: match[1].split(',').map((name) => name.trim()), pipe: expression(match[2]) };
}

function statement(action) {
  const match = /^(\$\w+) ?(:?=)([\s\S]*)$/.exec(action);
  if (match !== null) return { kind: 'assign', name: match[1], declare: match[2] === ':=', pipe: expression(match[3]) };
  return { kind: 'print', pipe: expression(action) };
}

/** A pipeline: commands of operands, separated by `|`. */
function expression(text) {
  const words = text.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|[^\s()|]+/g) ?? [];
  let at = 0;
  const pipeline = () => {
    const commands = [[]];
    while (at < words.length && words[at] !== ')') {
      const word = words[at++];
      if (word === '|') commands.push([]);
      else if (word === '(') {
        const inner = pipeline();
        at++; // the closing parenthesis
        const field = words[at]?.startsWith('.') && words[at - 1] === ')' ? words[at++] : undefined;
        commands.at(-1).push(field === undefined ? inner : { field: field.split('.').slice(1), of: inner });
      } else commands.at(-1).push(operand(word));
    }
    return { commands };
  };
  return pipeline();
}

function operand(word) {
  if (word.startsWith('"')) return { value: JSON.parse(word) };
  if (word.startsWith('`')) return { value: word.slice(1, -1) };
  if (/^-?\d/.test(word)) return { value: Number(word) };
  if (word === 'true' || word === 'false') return { value: word === 'true' };
  if (word === 'nil') return { value: undefined };
  if (word === '.') return { dot: true };
  if (word.startsWith('.')) return { field: word.split('.').slice(1), of: { dot: true } };
  if (word.startsWith('$')) {
    const [name, ...field] = word.split('.');
    return field.length === 0 ? { variable: name } : { field, of: { variable: name } };
  }
  return { name: word };
}

const FUNCTIONS = {
  eq: (a, ...others) => others.some((b) => a === b),
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  not: (a) => !truthy(a),
  and: (...values) => [...values.filter((value) => !truthy(value)), values.at(-1)][0],
  or: (...values) => [...values.filter(truthy), values.at(-1)][0],
  len: (value) => (typeof value === 'string' ? Buffer.byteLength(value) : (value?.length ?? 0)),
  index: (value, ...keys) => keys.reduce((inner, key) => inner?.[key], value),
  slice: (value, from, to) => value.slice(from, to),
  print: (...values) => values.map(show).join(''),
  printf: (format, ...values) => format.replace(/%[svdq]/g, (verb) => (verb === '%q' ? JSON.stringify(values.shift()) : show(values.shift()))),
  json: (value) => JSON.stringify(value ?? null),
  currentDate: () => new Date().toISOString().slice(0, 10),
}; // prettier-ignore

function run(nodes, root) {
  const scope = [{ $: root }];
  const find = (name) => scope.findLast((frame) => name in frame);
  const evaluate = (node, dot) => {
    if (node.commands !== undefined) {
      let piped;
      for (const [index, command] of node.commands.entries()) {
        const [head, ...rest] = command;
        const args = rest.map((argument) => evaluate(argument, dot));
        if (index > 0) args.push(piped);
        if (head === undefined) throw new TemplateError('template: :1: missing value for command');
        piped = head.name === undefined ? evaluate(head, dot) : call(head.name, args);
      }
      return piped;
    }
    if ('value' in node) return node.value;
    if (node.dot) return dot;
    if (node.variable !== undefined) return find(node.variable)?.[node.variable];
    if (node.field !== undefined) return node.field.reduce((value, key) => value?.[key], evaluate(node.of, dot));
    return call(node.name, []);
  };
  const call = (name, args) => {
    const f = FUNCTIONS[name];
    if (f === undefined) throw new TemplateError(`template: :1: function ${JSON.stringify(name)} not defined`);
    return f(...args);
  };
  const execute = (list, dot) => {
    let out = '';
    for (const node of list) {
      const { text, stop } = one(node, dot);
      out += text;
      if (stop !== undefined) return { text: out, stop };
    }
    return { text: out };
  };
  const inFrame = (frame, list, dot) => {
    scope.push(frame);
    const result = execute(list, dot);
    scope.pop();
    return result;
  };
  const one = (node, dot) => {
    switch (node.kind) {
      case 'text':
        return { text: node.text };
      case 'print':
        return { text: show(evaluate(node.pipe, dot)) };
      case 'assign': {
        const frame = node.declare ? scope.at(-1) : (find(node.name) ?? scope.at(-1));
        frame[node.name] = evaluate(node.pipe, dot);
        return { text: '' };
      }
      case 'break':
      case 'continue':
        return { text: '', stop: node.kind };
      case 'range': {
        const value = evaluate(node.pipe, dot);
        const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value ?? {}).sort();
        if (entries.length === 0) return inFrame({}, node.otherwise, dot);
        let out = '';
        for (const [key, item] of entries) {
          const frame = {};
          if (node.names.length === 1) frame[node.names[0]] = item;
          else if (node.names.length === 2) Object.assign(frame, { [node.names[0]]: key, [node.names[1]]: item });
          const result = inFrame(frame, node.body, item);
          out += result.text;
          if (result.stop === 'break') break;
        }
        return { text: out };
      }
      default: {
        const value = evaluate(node.pipe, dot);
        const frame = node.names.length === 1 ? { [node.names[0]]: value } : {};
        const inner = node.kind === 'with' ? value : dot;
        return truthy(value) ? inFrame(frame, node.body, inner) : inFrame(frame, node.otherwise, dot);
      }
    }
  };
  return execute(nodes, root).text;
}

/** Everything from the first node that prints `.Response` on is what the model writes, so it is not part of the prompt. */
function cutAtResponse(nodes) {
  let cut = false;
  const walk = (list) => {
    const kept = [];
    for (const node of list) {
      if (cut) break;
      if (node.kind === 'print' && JSON.stringify(node.pipe).includes('"Response"')) {
        kept.push(node);
        cut = true;
      } else if (node.body !== undefined) {
        kept.push({ ...node, body: walk(node.body), otherwise: cut ? [] : walk(node.otherwise) });
      } else kept.push(node);
    }
    return kept;
  };
  return walk(nodes);
}

function truthy(value) {
  if (Array.isArray(value)) return value.length > 0;
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

function show(value) {
  if (value === undefined || value === null) return '<no value>';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
