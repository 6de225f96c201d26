/** English: how often what looks and listens is right, counted on labelled pictures and sounds. */
export const detectors = {
  'detectors.title': 'What looks and listens',
  'detectors.lead':
    'Counted on labelled pictures and sounds. A range is what chance alone leaves open, 95 times in 100.',
  'detectors.right': 'Right when it says so',
  'detectors.found': 'Found, of what is there',
  'detectors.quiet': 'Left alone, where nothing is',
  'detectors.counts': '{k} of {n}',
  'detectors.alike': 'Neighbours in a clip or a voice are alike, so the truth may lie outside the ranges.',
  'detectors.all': 'All figures',
  'detectors.where': 'Where',
  'detectors.again': 'Counted again by: {command}',
  'detectors.looked': '{n} {unit} from {sources} sources, {material}',
  'detectors.looked.plain': '{n} {unit}, {material}',
  'detectors.material.real': 'recorded',
  'detectors.material.rendered': 'made by a script',
  'detectors.material.both': 'recorded and made by a script',
  'detectors.quality': 'The network for picture quality has its own card on this page.',
} as const;

export const detectorTerms = {
  'detector.faces': 'Faces',
  'detector.faces.note':
    'Labelled by hand before it ran; {clips_with_faces} of the clips have faces. Faces that are small, far off or turned away are often missed.',
  'detector.people': 'People',
  'detector.people.note':
    'The share of the picture they take up is {share_off} of the picture off on average, against an estimate by eye. Few frames.',
  'detector.animals': 'Animals',
  'detector.animals.note': 'Cats, dogs and cattle are looked for. Other animals are found now and then only.',
  'detector.guesses': 'Cars, cups, bottles',
  'detector.guesses.note':
    'Offered as guesses only: too few labelled pictures show one. None shows a computer screen for sure, so nothing is known of screens.',
  'detector.voice': 'Speech',
  'detector.voice.note':
    'Eight synthetic voices, plain and with a street or music as loud as they are. No human voice was labelled.',
  'detector.words': 'Words on screen',
  'detector.words.note':
    'Captions in English, French and Spanish, drawn in many styles over real frames. {letters_right} of the letters are right, {letters_right_worst} in the hardest style.',
  'detector.scripts': 'Other scripts',
  'detector.scripts.note':
    'Chinese, Japanese, Korean, Arabic, Hebrew and Cyrillic are not read. Found: marked as writing. Left alone: not misread as Latin words.',
  'detector.cuts': 'Cuts',
  'detector.cuts.note':
    'Every frame was looked at. Few real edits are among them: the rest are real shots joined by a script, many of them on purpose hard.',
  'detector.dissolves': 'Dissolves and fades',
  'detector.dissolves.note': 'As for cuts. Long dissolves between quiet shots are missed most.',
  'detector.sound': 'Loudness and tempo',
  'detector.sound.note':
    'At most {loudness_off} and {peak_off} off ffmpeg’s ebur128, on the sound of real clips. The tempo is that of rendered patterns, within 2 %.',
  'detector.music': 'Music-like sound',
  'detector.music.note':
    'Synthesised sound only: {music_called_music} of music is called music, {music_under_voice} of it under a voice, and {other_called_music} of other sound. Real songs were not checked.',
  'detector.findings': 'Checks before posting',
  'detector.findings.note':
    'For each finding a clip with the fault, and one that comes close and has none. It shows that each finding works, not how often faults occur.',
  'detector.slice.all': 'All',
  'detector.slice.not_turned': 'Faces not turned away',
  'detector.slice.worst_clip': 'The hardest clip',
  'detector.slice.cats_dogs_cattle': 'Cats, dogs, cattle',
  'detector.slice.other_animals': 'Other animals',
  'detector.slice.cars': 'Vehicles; found: cars',
  'detector.slice.cups_bottles': 'Cups and bottles',
  'detector.slice.plain': 'Voice alone',
  'detector.slice.street_as_loud': 'Street as loud as the voice',
  'detector.slice.music_as_loud': 'Music as loud as the voice',
  'detector.slice.music_alone': 'Music alone',
  'detector.slice.new_frames': 'Frames nothing was fitted on',
  'detector.slice.marked_others': 'Marked as writing',
  'detector.slice.marked_cyrillic': 'Marked as writing, Cyrillic',
  'detector.slice.not_misread_others': 'Not misread',
  'detector.slice.not_misread_cyrillic': 'Not misread, Cyrillic',
  'detector.slice.real_clips': 'Clips as they were edited',
  'detector.slice.joined': 'Joined from real shots',
  'detector.slice.hard': 'Joined on purpose hard',
  'detector.slice.tempo': 'Tempo',
  'detector.unit.frames': 'frames',
  'detector.unit.steps': 'tenths of a second',
  'detector.unit.lines': 'lines',
  'detector.unit.cuts': 'cuts',
  'detector.unit.dissolves': 'dissolves and fades',
  'detector.unit.sounds': 'sounds',
  'detector.unit.tracks': 'sound tracks',
  'detector.unit.clips': 'clips',
} as const;
