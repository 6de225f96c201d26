/** Español: cuántas veces acierta lo que mira y escucha, contado sobre imágenes y sonidos etiquetados. */
import type { DetectorTerms, DetectorWords } from './messages.ts';

export const detectors: DetectorWords = {
  'detectors.title': 'Lo que mira y escucha',
  'detectors.lead':
    'Contado sobre imágenes y sonidos etiquetados. Un rango es lo que el azar deja abierto, 95 de cada 100 veces.',
  'detectors.right': 'Cierto cuando lo dice',
  'detectors.found': 'Hallado, de lo que hay',
  'detectors.quiet': 'Dejado en paz, donde no hay nada',
  'detectors.counts': '{k} de {n}',
  'detectors.alike': 'En un clip o una voz los vecinos se parecen: la verdad puede quedar fuera de los rangos.',
  'detectors.all': 'Todas las cifras',
  'detectors.where': 'Dónde',
  'detectors.again': 'Se vuelve a contar con: {command}',
  'detectors.looked': '{n} {unit} de {sources} fuentes, {material}',
  'detectors.looked.plain': '{n} {unit}, {material}',
  'detectors.material.real': 'real',
  'detectors.material.rendered': 'hecho por un script',
  'detectors.material.both': 'real y hecho por un script',
  'detectors.quality': 'La red de calidad de imagen tiene su propia ficha en esta página.',
};

export const detectorTerms: DetectorTerms = {
  'detector.faces': 'Caras',
  'detector.faces.note':
    'Etiquetadas a mano antes de usarla; {clips_with_faces} de los clips tienen caras. Las caras pequeñas, lejanas o giradas se escapan a menudo.',
  'detector.people': 'Personas',
  'detector.people.note':
    'La parte de la imagen que ocupan se aparta de media {share_off} de la imagen de una estimación a ojo. Pocos fotogramas.',
  'detector.animals': 'Animales',
  'detector.animals.note': 'Se buscan gatos, perros y bovinos. Otros animales solo se hallan a veces.',
  'detector.guesses': 'Coches, tazas, botellas',
  'detector.guesses.note':
    'Solo se proponen por confirmar: muy pocas imágenes etiquetadas muestran uno. Ninguna muestra una pantalla con seguridad, así que de pantallas no se sabe nada.',
  'detector.voice': 'Voz',
  'detector.voice.note':
    'Ocho voces sintéticas, solas y con una calle o una música igual de fuertes. No se etiquetó ninguna voz humana.',
  'detector.words': 'Palabras en pantalla',
  'detector.words.note':
    'Rótulos en inglés, francés y español, dibujados en muchos estilos sobre fotogramas reales. {letters_right} de las letras son correctas, {letters_right_worst} en el estilo más difícil.',
  'detector.scripts': 'Otras escrituras',
  'detector.scripts.note':
    'Chino, japonés, coreano, árabe, hebreo y cirílico no se leen. Hallado: señalado como escritura. Dejado en paz: no leído como palabras latinas falsas.',
  'detector.cuts': 'Cortes',
  'detector.cuts.note':
    'Se miró cada fotograma. Hay pocos montajes reales: el resto son planos reales unidos por un script, muchos difíciles a propósito.',
  'detector.dissolves': 'Fundidos',
  'detector.dissolves.note': 'Como los cortes. Los fundidos largos entre planos tranquilos son los que más se escapan.',
  'detector.sound': 'Volumen y tempo',
  'detector.sound.note':
    'Como mucho {loudness_off} y {peak_off} de diferencia con ebur128 de ffmpeg, en el sonido de clips reales. El tempo es de patrones hechos, dentro del 2 %.',
  'detector.music': 'Sonido parecido a música',
  'detector.music.note':
    'Solo sonido sintetizado: {music_called_music} de la música se llama música, {music_under_voice} bajo una voz, y {other_called_music} de otros sonidos. No se comprobaron canciones reales.',
  'detector.findings': 'Revisiones antes de publicar',
  'detector.findings.note':
    'Para cada una, un clip con el fallo y otro que se acerca sin tenerlo. Muestra que funciona, no cuántas veces ocurre el fallo.',
  'detector.slice.all': 'Todo',
  'detector.slice.not_turned': 'Caras no giradas',
  'detector.slice.worst_clip': 'El clip más difícil',
  'detector.slice.cats_dogs_cattle': 'Gatos, perros, bovinos',
  'detector.slice.other_animals': 'Otros animales',
  'detector.slice.cars': 'Vehículos; hallado: coches',
  'detector.slice.cups_bottles': 'Tazas y botellas',
  'detector.slice.plain': 'Voz sola',
  'detector.slice.street_as_loud': 'Calle tan fuerte como la voz',
  'detector.slice.music_as_loud': 'Música tan fuerte como la voz',
  'detector.slice.music_alone': 'Música sola',
  'detector.slice.new_frames': 'Fotogramas en que no se ajustó nada',
  'detector.slice.marked_others': 'Señalado como escritura',
  'detector.slice.marked_cyrillic': 'Señalado como escritura, cirílico',
  'detector.slice.not_misread_others': 'No mal leído',
  'detector.slice.not_misread_cyrillic': 'No mal leído, cirílico',
  'detector.slice.real_clips': 'Clips tal como se montaron',
  'detector.slice.joined': 'Planos reales unidos',
  'detector.slice.hard': 'Unidos difíciles a propósito',
  'detector.slice.tempo': 'Tempo',
  'detector.unit.frames': 'fotogramas',
  'detector.unit.steps': 'décimas de segundo',
  'detector.unit.lines': 'líneas',
  'detector.unit.cuts': 'cortes',
  'detector.unit.dissolves': 'fundidos',
  'detector.unit.sounds': 'sonidos',
  'detector.unit.tracks': 'pistas de sonido',
  'detector.unit.clips': 'clips',
};
