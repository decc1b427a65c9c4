// Which grammar reads a language, and which of its nodes define a name: data, so that a language is added without code.

/** How a node that defines something is called. */
export interface Definition {
  /**
   * Where its name is: fields or node types, each followed as long as there is one, as C hides a name in declarators.
   * The text of the last node found is the name, without type arguments.
   */
  readonly name: readonly string[];
  /** Where the type is that the definition belongs to: the first such node in a field, as in the receiver of a Go method. */
  readonly owner?: { readonly field: string; readonly type: string };
  /** The field with the value. Such a node defines a symbol when the value is a function, or a table at top level. */
  readonly value?: string;
}

export interface Grammar {
  /** File of `@vscode/tree-sitter-wasm`. */
  readonly file: string;
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Nodes around a definition, such as `export` or decorators: they are part of it. */
  readonly wrappers: readonly string[];
  /** Siblings that go with what follows them, beside comments. */
  readonly attached: readonly string[];
}

/** Values that make a variable or a property a function. */
export const functionValues: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_expression',
  'generator_function',
  'class',
  'lambda',
  'lambda_expression',
  'closure_expression',
  'anonymous_function',
]);

const named: Definition = { name: ['name'] };
const all = (names: string, definition: Definition = named): Record<string, Definition> =>
  Object.fromEntries(names.split(' ').map((name) => [name, definition]));

const script: Omit<Grammar, 'file'> = {
  definitions: {
    ...all('function_declaration generator_function_declaration class_declaration method_definition'),
    variable_declarator: { name: ['name'], value: 'value' },
    assignment_expression: { name: ['left'], value: 'right' },
    field_definition: { name: ['property'], value: 'value' },
    pair: { name: ['key'], value: 'value' },
  },
  wrappers: ['export_statement', 'lexical_declaration', 'variable_declaration', 'expression_statement'],
  attached: ['decorator'],
};

const { field_definition: _, ...scriptDefinitions } = script.definitions;
const typed: Omit<Grammar, 'file'> = {
  definitions: {
    ...scriptDefinitions,
    ...all('abstract_class_declaration interface_declaration type_alias_declaration enum_declaration'),
    ...all('function_signature abstract_method_signature method_signature internal_module module'),
    public_field_definition: { name: ['name'], value: 'value' },
  },
  wrappers: [...script.wrappers, 'ambient_declaration'],
  attached: script.attached,
};

const cpp: Grammar = {
  file: 'tree-sitter-cpp.wasm',
  definitions: {
    ...all('class_specifier struct_specifier union_specifier enum_specifier namespace_definition'),
    ...all('alias_declaration concept_definition preproc_function_def'),
    ...all('function_definition type_definition', { name: ['declarator'] }),
  },
  wrappers: ['template_declaration'],
  attached: [],
};

const typescript: Grammar = { file: 'tree-sitter-typescript.wasm', ...typed };
const javascript: Grammar = { file: 'tree-sitter-javascript.wasm', ...script };

/** The grammar for a VS Code language id. */
export function grammarOf(language: string): Grammar | undefined {
  return Object.hasOwn(grammars, language) ? grammars[language] : undefined;
}

/** By VS Code language id. C is read as C++, which it nearly is a part of. */
export const grammars: Readonly<Record<string, Grammar>> = {
  typescript,
  typescriptreact: { file: 'tree-sitter-tsx.wasm', ...typed },
  javascript,
  javascriptreact: javascript,
  python: {
    file: 'tree-sitter-python.wasm',
    definitions: {
      ...all('class_definition function_definition'),
      type_alias_statement: { name: ['left'] },
      assignment: { name: ['left'], value: 'right' },
    },
    wrappers: ['decorated_definition', 'expression_statement'],
    attached: [],
  },
  java: {
    file: 'tree-sitter-java.wasm',
    definitions: {
      ...all('class_declaration interface_declaration enum_declaration record_declaration annotation_type_declaration'),
      ...all('method_declaration constructor_declaration compact_constructor_declaration'),
    },
    wrappers: [],
    attached: [],
  },
  csharp: {
    file: 'tree-sitter-c-sharp.wasm',
    definitions: {
      ...all('namespace_declaration class_declaration struct_declaration interface_declaration record_declaration'),
      ...all('enum_declaration delegate_declaration method_declaration constructor_declaration'),
      ...all('destructor_declaration property_declaration local_function_statement'),
    },
    wrappers: [],
    attached: [],
  },
  c: cpp,
  cpp,
  go: {
    file: 'tree-sitter-go.wasm',
    definitions: {
      ...all('function_declaration type_spec type_alias'),
      ...all('const_spec var_spec', { name: ['name'], value: 'value' }),
      method_declaration: { name: ['name'], owner: { field: 'receiver', type: 'type_identifier' } },
    },
    wrappers: ['type_declaration', 'const_declaration', 'var_declaration'],
    attached: [],
  },
  rust: {
    file: 'tree-sitter-rust.wasm',
    definitions: {
      ...all('function_item function_signature_item struct_item enum_item union_item trait_item mod_item type_item'),
      ...all('macro_definition const_item static_item'),
      impl_item: { name: ['type'] },
    },
    wrappers: [],
    attached: ['attribute_item'],
  },
  ruby: {
    file: 'tree-sitter-ruby.wasm',
    definitions: {
      ...all('module class method singleton_method'),
      assignment: { name: ['left'], value: 'right' },
    },
    wrappers: [],
    attached: [],
  },
  php: {
    file: 'tree-sitter-php.wasm',
    definitions: {
      ...all('namespace_definition class_declaration interface_declaration trait_declaration enum_declaration'),
      ...all('function_definition method_declaration'),
    },
    wrappers: [],
    attached: [],
  },
  shellscript: {
    file: 'tree-sitter-bash.wasm',
    definitions: all('function_definition'),
    wrappers: [],
    attached: [],
  },
  powershell: {
    file: 'tree-sitter-powershell.wasm',
    definitions: {
      function_statement: { name: ['function_name'] },
      ...all('class_statement class_method_definition enum_statement', { name: ['simple_name'] }),
    },
    wrappers: [],
    attached: [],
  },
  css: {
    file: 'tree-sitter-css.wasm',
    definitions: { rule_set: { name: ['selectors'] } },
    wrappers: [],
    attached: [],
  },
};
