/** Français : combien de fois ce qui regarde et écoute voit juste, compté sur des images et des sons annotés. */
import type { DetectorTerms, DetectorWords } from './messages.ts';

export const detectors: DetectorWords = {
  'detectors.title': 'Ce qui regarde et écoute',
  'detectors.lead':
    'Compté sur des images et des sons annotés. Une fourchette est ce que le hasard laisse ouvert, 95 fois sur 100.',
  'detectors.right': 'Juste quand il le dit',
  'detectors.found': 'Trouvé, de ce qui est là',
  'detectors.quiet': 'Laissé en paix, là où il n’y a rien',
  'detectors.counts': '{k} sur {n}',
  'detectors.alike': 'Dans un clip ou une voix, les voisins se ressemblent : la vérité peut être hors des fourchettes.',
  'detectors.all': 'Tous les chiffres',
  'detectors.where': 'Où',
  'detectors.again': 'Se recompte avec : {command}',
  'detectors.looked': '{n} {unit} de {sources} sources, {material}',
  'detectors.looked.plain': '{n} {unit}, {material}',
  'detectors.material.real': 'réel',
  'detectors.material.rendered': 'produit par un script',
  'detectors.material.both': 'réel et produit par un script',
  'detectors.quality': 'Le réseau de qualité d’image a sa propre carte sur cette page.',
};

export const detectorTerms: DetectorTerms = {
  'detector.faces': 'Visages',
  'detector.faces.note':
    'Annotés à la main avant son passage ; {clips_with_faces} des clips montrent des visages. Les visages petits, lointains ou tournés échappent souvent.',
  'detector.people': 'Personnes',
  'detector.people.note':
    'La part de l’image qu’elles occupent s’écarte en moyenne de {share_off} de l’image d’une estimation à l’œil. Peu d’images.',
  'detector.animals': 'Animaux',
  'detector.animals.note': 'Chats, chiens et bovins sont cherchés. D’autres animaux ne sont trouvés que parfois.',
  'detector.guesses': 'Voitures, tasses, bouteilles',
  'detector.guesses.note':
    'Proposés à vérifier seulement : trop peu d’images annotées en montrent. Aucune ne montre un écran à coup sûr, on ne sait donc rien des écrans.',
  'detector.voice': 'Parole',
  'detector.voice.note':
    'Huit voix de synthèse, seules puis avec une rue ou une musique aussi fortes. Aucune voix humaine n’a été annotée.',
  'detector.words': 'Mots à l’écran',
  'detector.words.note':
    'Légendes en anglais, français et espagnol, dessinées dans de nombreux styles sur de vraies images. {letters_right} des lettres sont justes, {letters_right_worst} dans le style le plus dur.',
  'detector.scripts': 'Autres écritures',
  'detector.scripts.note':
    'Chinois, japonais, coréen, arabe, hébreu et cyrillique ne sont pas lus. Trouvé : signalé comme écriture. Laissé en paix : pas lu comme de faux mots latins.',
  'detector.cuts': 'Coupes',
  'detector.cuts.note':
    'Chaque image a été regardée. Peu de vrais montages : le reste, ce sont de vrais plans joints par un script, beaucoup exprès difficiles.',
  'detector.dissolves': 'Fondus',
  'detector.dissolves.note': 'Comme pour les coupes. Les longs fondus entre plans calmes échappent le plus.',
  'detector.sound': 'Volume et tempo',
  'detector.sound.note':
    'Au plus {loudness_off} et {peak_off} d’écart avec ebur128 de ffmpeg, sur le son de vrais clips. Le tempo est celui de motifs produits, à 2 % près.',
  'detector.music': 'Son comme de la musique',
  'detector.music.note':
    'Sons synthétiques seulement : {music_called_music} de la musique est dite musique, {music_under_voice} sous une voix, et {other_called_music} d’autres sons. De vraies chansons n’ont pas été vérifiées.',
  'detector.findings': 'Vérifications avant de poster',
  'detector.findings.note':
    'Pour chacune, un clip avec le défaut et un autre qui s’en approche sans l’avoir. Cela montre qu’elle marche, pas combien de fois le défaut arrive.',
  'detector.slice.all': 'Tout',
  'detector.slice.not_turned': 'Visages non tournés',
  'detector.slice.worst_clip': 'Le clip le plus dur',
  'detector.slice.cats_dogs_cattle': 'Chats, chiens, bovins',
  'detector.slice.other_animals': 'Autres animaux',
  'detector.slice.cars': 'Véhicules ; trouvé : voitures',
  'detector.slice.cups_bottles': 'Tasses et bouteilles',
  'detector.slice.plain': 'Voix seule',
  'detector.slice.street_as_loud': 'Rue aussi forte que la voix',
  'detector.slice.music_as_loud': 'Musique aussi forte que la voix',
  'detector.slice.music_alone': 'Musique seule',
  'detector.slice.new_frames': 'Images sur lesquelles rien n’a été réglé',
  'detector.slice.marked_others': 'Signalé comme écriture',
  'detector.slice.marked_cyrillic': 'Signalé comme écriture, cyrillique',
  'detector.slice.not_misread_others': 'Pas mal lu',
  'detector.slice.not_misread_cyrillic': 'Pas mal lu, cyrillique',
  'detector.slice.real_clips': 'Clips tels que montés',
  'detector.slice.joined': 'Plans réels joints',
  'detector.slice.hard': 'Joints exprès difficiles',
  'detector.slice.tempo': 'Tempo',
  'detector.unit.frames': 'images',
  'detector.unit.steps': 'dixièmes de seconde',
  'detector.unit.lines': 'lignes',
  'detector.unit.cuts': 'coupes',
  'detector.unit.dissolves': 'fondus',
  'detector.unit.sounds': 'sons',
  'detector.unit.tracks': 'pistes son',
  'detector.unit.clips': 'clips',
};
