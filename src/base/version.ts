// Versions as Semantic Versioning 2.0.0 orders them, for floors ("at least 0.18.0") and advisories.

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: readonly string[];
}

// Hits `0.33.0-rc2`, `v0.17.1`, `0.6.2+git`; must not hit `nightly`, `0.18`.
const versionPattern = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([\w.-]{1,64}))?(?:\+[\w.-]{1,64})?$/u;

/** Negative when `a` is older than `b`, 0 when equal, positive when newer; undefined when either is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (!left || !right) return undefined;
  for (const index of [0, 1, 2] as const) {
    const difference = left.numbers[index] - right.numbers[index];
    if (difference !== 0) return difference;
  }
  return comparePrereleases(left.prerelease, right.prerelease);
}

/** Whether `version` is `floor` or newer; false when it is no version (then nothing is known about it). */
export function isAtLeast(version: string | undefined, floor: string): boolean {
  const order = version === undefined ? undefined : compareVersions(version, floor);
  return order !== undefined && order >= 0;
}

function parseVersion(text: string): Version | undefined {
  const match = versionPattern.exec(text.trim());
  if (!match) return undefined;
  return {
    numbers: [Number(match[1]), Number(match[2]), Number(match[3])],
    prerelease: match[4]?.split('.') ?? [],
  };
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  // A release is newer than its own candidates.
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const left = a[index];
    const right = b[index];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (left !== right) return compareIdentifiers(left, right);
  }
  return 0;
}

function compareIdentifiers(a: string, b: string): number {
  const numeric = [/^\d+$/u.test(a), /^\d+$/u.test(b)] as const;
  if (numeric[0] && numeric[1]) return Number(a) - Number(b);
  if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
  // `rc10` after `rc2`: by the rule of plain text it would come before, which is not how Ollama counts.
  return a.localeCompare(b, 'en', { numeric: true });
}
