import type * as Compiler from 'typescript';
import { UsageError } from '../../candidate/usage-error.ts';

/** Of a scenario, what its drive never sees. */
const JUDGED_ONLY: ReadonlySet<string> = new Set(['title', 'checks', 'observe']);

/** What of a scenario's module shapes the wire. */
export interface DriveOf {
  /** The scenario without what only judges, and the statements of its module that it stands on. */
  readonly text: string;
  /** What of other modules it stands on. */
  readonly imports: readonly Imported[];
}

/** What a module exports under a name, as another imports it; without a name all of it. */
export interface Imported {
  readonly from: string;
  readonly name?: string;
}

/**
 * Cuts the drive out of a scenario's module (JavaScript): an edit of the checks leaves it as it is. Where a module is not one
 * `export default defineScenario({…})` with statements above it, all of it counts.
 */
export function driveOf(ts: typeof Compiler, module: string): DriveOf {
  const file = ts.createSourceFile('scenario.js', module, ts.ScriptTarget.ESNext, true);
  const declaredBy = new Map<string, Compiler.Statement>();
  const imports = new Map<string, Imported>();
  const reached = new Set<Compiler.Node>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const from = ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : '';
      const names = statement.importClause?.namedBindings;
      if (names !== undefined && ts.isNamedImports(names))
        for (const { name, propertyName } of names.elements) imports.set(name.text, { from, name: (propertyName ?? name).text });
      else reached.add(statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        if (ts.isIdentifier(name)) declaredBy.set(name.text, statement);
        else reached.add(statement);
    } else if (ts.isFunctionDeclaration(statement) && statement.name !== undefined)
      declaredBy.set(statement.name.text, statement);
    else if (!ts.isExportAssignment(statement)) reached.add(statement);
  }
  for (const node of scenarioParts(ts, file)) reached.add(node);
  const taken = new Set<Imported>();
  const look = (node: Compiler.Node): void => {
    const later = importedLater(ts, node);
    for (const imported of later ?? []) taken.add(imported);
    if (later !== undefined) return;
    if (ts.isIdentifier(node)) {
      const [imported, statement] = [imports.get(node.text), declaredBy.get(node.text)];
      if (imported !== undefined) taken.add(imported);
      if (statement !== undefined) reached.add(statement);
    }
    ts.forEachChild(node, look);
  };
  // A set gives what is added while it is gone through.
  for (const node of reached) look(node);
  const texts = [...reached].sort((a, b) => a.pos - b.pos).map((node) => node.getText());
  return { text: texts.join('\n'), imports: [...taken] };
}

/** The members of the scenario that shape the wire, or the whole statement where it is written otherwise. */
function scenarioParts(ts: typeof Compiler, file: Compiler.SourceFile): readonly Compiler.Node[] {
  return file.statements.filter(ts.isExportAssignment).flatMap((statement): readonly Compiler.Node[] => {
    const call = statement.expression;
    if (!ts.isCallExpression(call)) return [statement];
    const [definition] = call.arguments;
    if (definition === undefined || !ts.isObjectLiteralExpression(definition)) return [statement];
    const shapes = ({ name }: Compiler.ObjectLiteralElementLike) =>
      name === undefined || !ts.isIdentifier(name) || !JUDGED_ONLY.has(name.text);
    return [call.expression, ...definition.properties.filter(shapes)];
  });
}

/** What `import()` gives: of `const { a, b } = await import('…')` these two. Undefined for anything else. */
function importedLater(ts: typeof Compiler, node: Compiler.Node): readonly Imported[] | undefined {
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isAwaitExpression(node.initializer)) {
    const [imported] = importedLater(ts, node.initializer.expression) ?? [];
    if (imported === undefined || !ts.isObjectBindingPattern(node.name)) return undefined;
    return node.name.elements.map(({ name, propertyName = name }) => ({ ...imported, name: propertyName.getText() }));
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return undefined;
  const [specifier] = node.arguments;
  return specifier !== undefined && ts.isStringLiteral(specifier) ? [{ from: specifier.text }] : undefined;
}

/** The compiler, which reads modules here: a development dependency, as recordings are for whoever develops suites. */
export async function loadCompiler(): Promise<typeof Compiler> {
  try {
    return await import('typescript');
  } catch {
    throw new UsageError(
      '--cache, --recorded: expected a checkout with its development dependencies, got none; run npm ci there.',
    );
  }
}
