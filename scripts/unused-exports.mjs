import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';
import { filesUnder } from './lib/build.mjs';
import { inRoot, root } from './lib/paths.mjs';

/**
 * Names every export of apps and libs that no program uses: neither its own file nor another one; a test alone keeps
 * nothing alive. What scripts use is found by its name. (knip, which does this too, cannot be installed beside this
 * lock file.)
 */
const config = ts.getParsedCommandLineOfConfigFile(
  inRoot('tsconfig.json'),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
);
const program = ts.createProgram(config.fileNames, { ...config.options, incremental: false, noEmit: true });
const checker = program.getTypeChecker();
const ours = program
  .getSourceFiles()
  .filter(({ fileName }) => /^(apps|libs|tests)\//.test(relative(root, fileName)));
const isTest = (path) => /^tests\/|\.spec\.ts$|\/spec-kit\//.test(path);
const used = new Set();

const final = (symbol) =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

function useAllOf(specifier) {
  const module = specifier && checker.getSymbolAtLocation(specifier);
  if (module) for (const symbol of checker.getExportsOfModule(module)) used.add(final(symbol));
}

function visit(node) {
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
    if (ts.isImportSpecifier(node) || node.parent.parent.moduleSpecifier)
      used.add(final(checker.getSymbolAtLocation(node.name)));
  } else if (ts.isImportClause(node) && node.name) {
    used.add(final(checker.getSymbolAtLocation(node.name)));
  } else if (ts.isNamespaceImport(node)) {
    useAllOf(node.parent.parent.moduleSpecifier);
  } else if (ts.isImportTypeNode(node)) {
    useAllOf(node.argument.literal);
  } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    useAllOf(node.arguments[0]);
  }
  ts.forEachChild(node, visit);
}
for (const file of ours) {
  const path = relative(root, file.fileName);
  if (!isTest(path)) visit(file);
  else ts.forEachChild(file, (node) => ts.isImportDeclaration(node) && fromTesting(node) && visit(node));
}

/** Test helpers are there for tests. */
function fromTesting(node) {
  const module = checker.getSymbolAtLocation(node.moduleSpecifier);
  return module?.declarations?.some((file) =>
    relative(root, file.getSourceFile().fileName).startsWith('libs/testing/'),
  );
}

/** Whether that file itself mentions one of its exports beside declaring it. */
function usedInside(file, symbol) {
  const isUse = (node) =>
    ts.isIdentifier(node) &&
    node.text === symbol.name &&
    !symbol.declarations.some((declaration) => declaration.name === node) &&
    [symbol, undefined].includes(
      checker.getExportSymbolOfSymbol(checker.getSymbolAtLocation(node) ?? symbol),
    );
  const search = (node) =>
    isUse(node) || ts.forEachChild(node, (child) => search(child) || undefined) === true;
  return search(file);
}

const scripts = filesUnder('scripts').filter(
  (path) => path.endsWith('.mjs') && path !== 'scripts/unused-exports.mjs',
);
const words = new Set(scripts.flatMap((path) => readFileSync(inRoot(path), 'utf8').match(/\w+/g)));

const faults = [];
for (const file of ours) {
  const path = relative(root, file.fileName);
  const module = checker.getSymbolAtLocation(file);
  if (!module || isTest(path) || path.includes('.generated.')) continue;
  for (const symbol of checker.getExportsOfModule(module)) {
    if (used.has(final(symbol)) || words.has(symbol.name) || usedInside(file, symbol)) continue;
    const at = symbol.declarations?.[0];
    const line = at ? file.getLineAndCharacterOfPosition(at.getStart()).line + 1 : 1;
    faults.push(`${path}:${line} ${symbol.name}`);
  }
}

if (faults.length > 0) {
  console.error(`Exported, but used by no program:\n  ${faults.join('\n  ')}`);
  process.exitCode = 1;
}
