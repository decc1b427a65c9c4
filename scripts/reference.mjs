// Writes docs/reference.md and docs/reference.fr.md: every command, setting, key of a policy file and command of the command line, from
// where each of them is declared, so that nothing is written twice:  npm run docs:reference
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, root } from './bootstrap.mjs';

/** The files written, by language. */
export const referenceFiles = { en: 'docs/reference.md', fr: 'docs/reference.fr.md' };

/** Texts of the reference itself; everything else is read. A menu or condition without words here stands as package.json writes it. */
const TEXTS = {
  en: {
    title: 'Reference',
    other: '[Français](reference.fr.md)',
    made: 'Made from the sources by `npm run docs:reference`; a change by hand is lost.',
    commands: 'Commands',
    commandsIntro: (category) =>
      `In the command palette each stands behind “${category}: ”. Keys can be changed under “Keyboard Shortcuts”, by the id of the command.`,
    commandColumns: ['command', 'id', 'Windows, Linux', 'macOS', 'where'],
    palette: 'palette',
    view: (name) => `view “${name}”`,
    places: { button: 'button', menu: 'menu “…”', entry: 'entry', entryMenu: 'context menu of an entry' },
    menus: { 'editor/context': 'context menu of the editor', 'explorer/context': 'context menu of the explorer' },
    settings: 'Settings',
    settingsIntro:
      'In a workspace that is not trusted, the values of the workspace are ignored. Scopes: `window` — the user’s settings or the workspace’s; `machine` — only the settings of the machine that Rempart runs on, no workspace; `machine-overridable` — these, and a workspace may set another value.',
    type: 'Type',
    default: 'Default',
    scope: 'Scope',
    empty: 'empty',
    from: (least, most) => `${least} to ${most}`,
    policyColumns: ['key', 'values', 'observe', 'balanced', 'strict', 'meaning'],
    policyIntro:
      'Where the file lies and which one holds is in the [README](../README.md#policies-in-files). The columns of the presets say what holds without a word about the key.',
    text: 'text',
    list: 'list',
    commandLine: 'Command line',
    help: '`rempart COMMAND --help` shows the same, `rempart --version` the version. `--lang en` or `--lang fr` before or behind any command chooses the language.',
    colon: ': ',
    keys: { escape: 'Esc' },
    conditions: {
      editorHasSelection: 'with text selected',
      editorTextFocus: 'in the editor',
      editorIsOpen: 'with a file open',
      '!explorerResourceIsFolder': 'of a file',
      'focusedView == rempart.chat': 'in the chat',
      'rempart.answering': 'while an answer comes',
      'rempart.indexing': 'while it indexes',
      '!rempart.indexing': 'while it does not index',
      'rempart.indexPaused': 'while indexing is paused',
      '!rempart.indexPaused': 'while indexing is not paused',
      'rempart.indexWaitsForMains': 'while indexing waits for the mains',
      'rempart.ollama == running': 'while Ollama answers',
      'rempart.suspended': 'while questions are suspended',
      'viewItem == index.battery': 'on battery',
      'viewItem == index.error': 'of a file that could not be read',
      'viewItem == index.model': 'of the embedding model',
      'viewItem == model': 'of a model',
    },
  },
  fr: {
    title: 'Référence',
    other: '[English](reference.md)',
    made: 'Tiré des sources par `npm run docs:reference` ; une modification à la main serait perdue.',
    commands: 'Commandes',
    commandsIntro: (category) =>
      `Dans la palette de commandes, chacune figure derrière «\u202f${category}\u202f:\u202f». Les touches se changent sous «\u202fRaccourcis clavier\u202f», par l’identifiant de la commande.`,
    commandColumns: ['commande', 'identifiant', 'Windows, Linux', 'macOS', 'où'],
    palette: 'palette',
    view: (name) => `vue «\u202f${name}\u202f»`,
    places: { button: 'bouton', menu: 'menu « … »', entry: 'ligne', entryMenu: 'menu contextuel d’une ligne' },
    menus: {
      'editor/context': 'menu contextuel de l’éditeur',
      'explorer/context': 'menu contextuel de l’explorateur',
    },
    settings: 'Réglages',
    settingsIntro:
      'Dans un espace de travail non approuvé, les valeurs de celui-ci sont ignorées. Portées : `window` — les réglages de l’utilisateur ou de l’espace de travail ; `machine` — uniquement ceux de la machine sur laquelle Rempart s’exécute, aucun espace de travail ; `machine-overridable` — ceux-ci, et un espace de travail peut fixer une autre valeur.',
    type: 'Type',
    default: 'Par défaut',
    scope: 'Portée',
    empty: 'vide',
    from: (least, most) => `de ${least} à ${most}`,
    policyColumns: ['clé', 'valeurs', 'observe', 'balanced', 'strict', 'sens'],
    policyIntro:
      'Le [README](../README.fr.md#politiques-en-fichiers) dit où se trouve le fichier et lequel l’emporte. Les colonnes des préréglages disent ce qui s’applique quand rien n’est dit de la clé.',
    text: 'texte',
    list: 'liste',
    commandLine: 'Ligne de commande',
    help: '`rempart COMMANDE --help` affiche la même chose, `rempart --version` la version. `--lang en` ou `--lang fr`, avant ou après toute commande, choisit la langue.',
    colon: ' : ',
    keys: { escape: 'Échap' },
    conditions: {
      editorHasSelection: 'avec du texte sélectionné',
      editorTextFocus: 'dans l’éditeur',
      editorIsOpen: 'avec un fichier ouvert',
      '!explorerResourceIsFolder': 'd’un fichier',
      'focusedView == rempart.chat': 'dans la discussion',
      'rempart.answering': 'pendant une réponse',
      'rempart.indexing': 'pendant l’indexation',
      '!rempart.indexing': 'hors indexation',
      'rempart.indexPaused': 'quand l’indexation est suspendue',
      '!rempart.indexPaused': 'quand l’indexation n’est pas suspendue',
      'rempart.indexWaitsForMains': 'quand l’indexation attend le secteur',
      'rempart.ollama == running': 'quand Ollama répond',
      'rempart.suspended': 'quand les questions sont suspendues',
      'viewItem == index.battery': 'sur batterie',
      'viewItem == index.error': 'd’un fichier illisible',
      'viewItem == index.model': 'du modèle d’embeddings',
      'viewItem == model': 'd’un modèle',
    },
  },
};

/**
 * The reference as Markdown.
 * @param {'en' | 'fr'} language
 * @param {import('./reference.mjs').Declared} declared in that language
 * @throws Error when a text of package.json does not exist in the language
 */
export function reference(language, { commands, exitStatus, policySchema, presets }) {
  const own = TEXTS[language];
  const { contributes } = readJson('package.json');
  const name = manifestTexts(language);
  return [
    `# ${own.title}`,
    `${own.made} ${own.other}`,
    `## ${own.commands}`,
    own.commandsIntro(contributes.commands[0].category),
    commandTable(contributes, name, own),
    `## ${own.settings}`,
    own.settingsIntro,
    ...contributes.configuration.flatMap((section) => settings(section, name, own)),
    `## \`${policySchema.title}\``,
    policySchema.description,
    own.policyIntro,
    table(own.policyColumns, policyRows(policySchema, '', presets, own)),
    `## ${own.commandLine}`,
    ...commands.flatMap(({ name: command, usage, summary }) => [
      `### \`rempart ${command}\``,
      summary,
      ['```text', ...usage.map((line) => `rempart ${line}`), '```'].join('\n'),
    ]),
    own.help,
    `${exitStatus}\n`,
  ].join('\n\n');
}

function commandTable({ commands, menus, keybindings, views }, name, own) {
  const viewNames = new Map(
    Object.values(views)
      .flat()
      .map((view) => [view.id, name(view.name)]),
  );
  const rows = commands.map(({ command, title }) => {
    const keys = keybindings.filter((binding) => binding.command === command);
    const places = [inPalette(command, menus.commandPalette, own), ...inMenus(command, menus, viewNames, own)];
    return [
      name(title),
      `\`${command}\``,
      keys.map((binding) => keyText(binding.key, binding.when, own)).join('<br>'),
      keys.map((binding) => keyText(binding.mac ?? binding.key, binding.when, own)).join('<br>'),
      places.filter((place) => place !== undefined).join('<br>'),
    ];
  });
  return table(own.commandColumns, rows);
}

function inPalette(command, palette, own) {
  const when = palette.find((entry) => entry.command === command)?.when;
  return when === 'false' ? undefined : withConditions(own.palette, conditionsOf(when), own);
}

function inMenus(command, menus, viewNames, own) {
  return Object.entries(menus).flatMap(([menu, entries]) =>
    menu === 'commandPalette'
      ? []
      : entries
          .filter((entry) => entry.command === command)
          .map(({ when, group }) => {
            const conditions = conditionsOf(when);
            const view = conditions.find((condition) => condition.startsWith('view == '));
            const id = view?.slice('view == '.length);
            const place = id === undefined ? (own.menus[menu] ?? `\`${menu}\``) : own.view(viewNames.get(id) ?? id);
            const kind = kindOf(menu, group, own.places);
            return withConditions(
              kind === undefined ? place : `${place}, ${kind}`,
              conditions.filter((condition) => condition !== view),
              own,
            );
          }),
  );
}

/** As VS Code shows the groups of its menus. */
function kindOf(menu, group = '', places) {
  if (menu === 'view/title') return group.startsWith('navigation') ? places.button : places.menu;
  if (menu === 'view/item/context') return group.startsWith('inline') ? places.entry : places.entryMenu;
  return undefined;
}

function conditionsOf(when) {
  return when === undefined ? [] : when.split(' && ');
}

function withConditions(place, conditions, own) {
  if (conditions.length === 0) return place;
  const words = conditions.map((condition) => own.conditions[condition] ?? `\`${condition}\``);
  return `${place} (${words.join(', ')})`;
}

function keyText(key, when, own) {
  const parts = key.split('+').map((part) => own.keys[part] ?? part[0].toUpperCase() + part.slice(1));
  return withConditions(`<kbd>${parts.join('</kbd>+<kbd>')}</kbd>`, conditionsOf(when), own);
}

function settings({ title, properties }, name, own) {
  const sorted = Object.entries(properties).sort(([, a], [, b]) => a.order - b.order);
  return [
    `### ${name(title)}`,
    ...sorted.flatMap(([id, setting]) => [
      `#### \`${id}\``,
      linked(name(setting.markdownDescription ?? setting.description)),
      settingFacts(setting, name, own).join('\n'),
    ]),
  ];
}

function settingFacts({ type, enum: values, minimum, maximum, default: byDefault, scope, ...texts }, name, own) {
  const meanings = texts.markdownEnumDescriptions ?? texts.enumDescriptions ?? [];
  const bounds = minimum === undefined ? '' : `, ${own.from(minimum, maximum)}`;
  const item = texts.items === undefined ? '' : ` (\`${texts.items.type}\`)`;
  return [
    `- ${own.type}${own.colon}\`${type}\`${item}${bounds}`,
    `- ${own.default}${own.colon}${byDefault === '' || byDefault?.length === 0 ? own.empty : code(byDefault)}`,
    `- ${own.scope}${own.colon}\`${scope}\``,
    ...(values ?? []).map(
      (value, index) =>
        `- ${code(value)}${meanings[index] === undefined ? '' : `${own.colon}${linked(name(meanings[index]))}`}`,
    ),
  ];
}

/** `#rempart.x#`, which the editor shows as a link to a setting, as a link within the reference. */
function linked(text) {
  return text.replace(/`#(rempart[\w.]+)#`/g, (_, id) => `[\`${id}\`](#${id.toLowerCase().replaceAll('.', '')})`);
}

function policyRows(node, at, presets, own) {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const name = at === '' ? key : `${at}.${key}`;
    const inPresets = Object.values(presets).map((preset) => (preset[name] === undefined ? '' : code(preset[name])));
    const row = [`\`${name}\``, valuesOf(child, own), ...inPresets, child.description];
    const items = child.items === undefined ? [] : policyRows(child.items, `${name}[]`, presets, own);
    return [row, ...items, ...policyRows(child, name, presets, own)];
  });
}

function valuesOf({ type, const: only, enum: values, minimum, maximum }, own) {
  if (only !== undefined) return code(only);
  if (values !== undefined) return values.map(code).join(', ');
  if (minimum !== undefined) return own.from(minimum, maximum);
  if (type === 'boolean') return [true, false].map(code).join(', ');
  if (type === 'array') return own.list;
  return type === 'string' ? own.text : '';
}

function code(value) {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function table(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Texts of package.json: `%key%` by the file of the language, everything else as it is. */
function manifestTexts(language) {
  const texts = readJson(language === 'en' ? 'package.nls.json' : `package.nls.${language}.json`);
  return (text) =>
    text.replace(/^%([\w.-]+)%$/, (_, key) => {
      if (texts[key] === undefined) throw new Error(`package.json has no text in “${language}” for “${key}”.`);
      return texts[key];
    });
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
}

async function write() {
  const { bundleTools } = await import('./build.mjs');
  const source = 'test/support/reference.ts';
  const bundles = await bundleTools([source], 'reference');
  const { declaredIn } = await import(pathToFileURL(bundles.get(source)).href);
  for (const [language, file] of Object.entries(referenceFiles)) {
    fs.writeFileSync(path.join(root, file), reference(language, await declaredIn(language)));
    console.log(`reference: ${file}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await bootstrap(import.meta.url);
  await write();
}
