// Writes the sample workspace's Word document, notebook and HTML page; same bytes each run.
//   node test/support/make-sample-documents.mjs
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { bundleTools } from '../../scripts/build.mjs';

const makers = 'test/support/documents.ts';
const bundles = await bundleTools([makers], 'sample-documents');
const { item, makeDocx, makeNotebook, paragraph, table } = await import(pathToFileURL(bundles.get(makers)).href);
const workspace = new URL('../fixtures/sample-workspace/', import.meta.url);

function write(name, content) {
  const file = new URL(name, workspace);
  fs.mkdirSync(new URL('.', file), { recursive: true });
  fs.writeFileSync(file, content);
}

write(
  'docs/comite/compte-rendu-mars-2026.docx',
  makeDocx(
    [
      paragraph('Comité de pilotage de mars 2026', 'Titre'),
      paragraph('Décisions', 'Titre1'),
      paragraph(
        'Le comité retient le quai Nord de Lorient pour la salle d’essais en mer. Le déménagement des bancs a lieu le 14 juin, en une journée.',
      ),
      item('La cafétéria du bâtiment B ferme pendant les travaux, du 15 au 26 juin.'),
      item('La navette entre Brest et Lorient part à 7 h 40, les lundis et jeudis.'),
      paragraph('Actions', 'Titre1'),
      table([
        ['Action', 'Responsable', 'Échéance'],
        ['Réserver la grue', 'Yann Le Goff', '2 mai'],
        ['Prévenir la capitainerie', 'Oriane Salaün', '9 mai'],
        ['Assurer les bancs d’essais', 'Yann Le Goff', '30 mai'],
      ]),
      paragraph('English summary', 'Titre1'),
      paragraph('The sea-trial room moves to the north quay of Lorient on 14 June; the crane is booked by 2 May.'),
    ].join(''),
  ),
);

write(
  'notebooks/fuel-consumption.ipynb',
  makeNotebook([
    [
      'markdown',
      '# Fuel consumption of the survey boat\n\nEstimates from the trips of January 2026, for the budget of the sea trials.',
    ],
    [
      'code',
      'import csv\n\ntrips = list(csv.DictReader(open("trips.csv")))\nlitres = [float(trip["litres"]) for trip in trips]',
    ],
    ['markdown', '## Result\n\nAt 12 knots the boat burns 46 litres an hour; at 16 knots it burns 81.'],
    [
      'code',
      'def litres_per_mile(litres, hours, knots):\n    """Litres burnt for each nautical mile."""\n    return litres / (hours * knots)\n\n\nprint(round(litres_per_mile(46, 1, 12), 2))',
    ],
  ]),
);

write(
  'docs/vendor/tide-gauge.html',
  `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Marnel T3 tide gauge</title>
  <style>body { font-family: sans-serif }</style>
</head>
<body>
  <h1>Marnel T3 tide gauge</h1>
  <!-- Exported from the manufacturer's site on 3 February 2026. -->
  <p>The gauge measures the height of the water by radar, every six seconds.</p>
  <h2>Mounting</h2>
  <ol>
    <li>Fix the arm two metres above the highest tide.</li>
    <li>Point the dome straight down, within three degrees.</li>
  </ol>
  <h2>Entretien</h2>
  <p>Nettoyer le d&ocirc;me &agrave; l&rsquo;eau douce tous les trois mois.</p>
</body>
</html>
`,
);
