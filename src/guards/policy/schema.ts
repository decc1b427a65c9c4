// The schema of `rempart.policy.yaml`, made from its tree; editors get it as JSON Schema (media/policy.schema.json).
import * as z from 'zod';
import { policyTree, type PolicyNode } from './tree';

/** Accepts what the file may hold, and nothing else: a misspelt key of a security policy must not pass in silence. */
export function policySchema(): z.ZodType {
  return schemaOf(policyTree);
}

/** For editors; its texts are in the language in use. */
export function policyJsonSchema(): object {
  return { ...z.toJSONSchema(policySchema(), { io: 'input' }), title: 'rempart.policy.yaml' };
}

function schemaOf(node: PolicyNode): z.ZodType {
  const description = node.describe();
  return plain(node).meta({ description });
}

function plain(node: PolicyNode): z.ZodType {
  switch (node.kind) {
    case 'section':
      return z.strictObject(
        Object.fromEntries(
          Object.entries(node.children).map(([name, child]) => {
            const schema = schemaOf(child);
            return [name, node.required.includes(name) ? schema : schema.optional()];
          }),
        ),
      );
    case 'choice':
      return z.enum(node.values as [string, ...string[]]);
    case 'flag':
      return z.boolean();
    case 'limit':
      return z.int().min(node.min).max(node.max);
    case 'list':
      return z.array(schemaOf(node.item)).max(node.max);
    case 'texts':
      return z.array(z.string().trim().min(1).max(node.longest)).max(node.max);
    case 'pattern':
      return z.string().trim().min(1).max(node.max);
    case 'version':
      return z.literal(1);
  }
}
