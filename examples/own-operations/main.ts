// Prints the registered node types with their colours. The query is one that the library itself does not send.

import { Paradime } from 'paradime-integrations';
import { WhatIsRegisteredDocument } from './generated.js';

const { listCustomIntegrations } = await Paradime.fromEnv().execute(WhatIsRegisteredDocument, {});
for (const { name, isActive, nodeTypes } of listCustomIntegrations?.integrations ?? []) {
  const types = nodeTypes?.map(({ nodeType, color }) => `${nodeType} (${color ?? 'ORANGE'})`) ?? [];
  console.log(`${name}${isActive ? '' : ', inactive'}: ${types.join(', ')}`);
}
