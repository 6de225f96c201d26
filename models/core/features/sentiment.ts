/**
 * Words in, how pleasant they are out: pleasant minus unpleasant over both, from the short lists below.
 *
 * A declared, simple measure: the lists were written for this project (no third-party list, so no licence to trace),
 * a negation within two words before turns a word round, and irony is beyond it. It describes the caption; no model
 * is told more than that.
 */
import { plainWords } from './text.ts';

/** @returns -1 all unpleasant … 1 all pleasant; null when no listed word occurs */
export function sentimentOf(text: string): number | null {
  const words = plainWords(text);
  let pleasant = 0;
  let unpleasant = 0;
  words.forEach((word, i) => {
    const sign = PLEASANT.has(word) ? 1 : UNPLEASANT.has(word) ? -1 : 0;
    if (sign === 0) return;
    const turned = words.slice(Math.max(0, i - 2), i).some((w) => NEGATION.has(w) || w.endsWith("n't")) ? -1 : 1;
    if (sign * turned > 0) pleasant++;
    else unpleasant++;
  });
  for (const mark of text.match(/\p{Extended_Pictographic}/gu) ?? []) {
    if (PLEASANT_EMOJI.has(mark)) pleasant++;
    else if (UNPLEASANT_EMOJI.has(mark)) unpleasant++;
  }
  const both = pleasant + unpleasant;
  return both === 0 ? null : (pleasant - unpleasant) / both;
}

const list = (...lines: string[]): Set<string> => new Set(lines.join(' ').split(' '));

const PLEASANT = list(
  'love loved lovely loving like liked best better good great amazing awesome beautiful pretty happy happiness joy fun',
  'funny nice perfect wonderful excellent fantastic brilliant cute sweet delicious yummy tasty easy win winner won proud',
  'thank thanks grateful excited enjoy enjoyed favourite favorite cool incredible gorgeous smile laugh success safe fresh',
  'aime aimé adore adoré adorable bon bonne bons bonnes bien mieux meilleur meilleure super génial géniale magnifique beau',
  'belle beaux belles joli jolie heureux heureuse content contente joie drôle rigolo parfait parfaite merveilleux excellent',
  'délicieux délicieuse facile gagné gagner fier fière merci bravo plaisir préféré préférée cool incroyable sourire réussi',
  'amo amor encanta encantan encantó adoro gusta gustan bueno buena buenos buenas bien mejor genial increíble hermoso hermosa',
  'bonito bonita lindo linda feliz felices alegre alegría divertido divertida perfecto perfecta maravilloso excelente rico',
  'rica delicioso deliciosa fácil ganar gané orgulloso orgullosa gracias disfruta disfrutar favorito favorita sonrisa éxito',
);

const UNPLEASANT = list(
  'hate hated bad worse worst terrible horrible awful ugly sad angry boring bored annoying disgusting gross stupid dumb',
  'fail failed failure lost lose loser pain hurt sick tired scary scared afraid fear cry crying broken wrong problem mess',
  'useless disappointed disappointing lie lies fake scam dead die died kill worried stress',
  'déteste détesté haine mauvais mauvaise mal pire nul nulle moche laid laide triste colère ennuyeux ennuyeuse dégoûtant',
  'stupide bête raté échec perdu perdre douleur blessé malade fatigué fatiguée peur pleure pleurer cassé cassée faux problème',
  'inutile déçu déçue mensonge arnaque mort morte mourir grave honte',
  'odio odia malo mala malos malas mal peor horrible feo fea triste enojado enojada enfadado aburrido aburrida asco',
  'asqueroso estúpido tonto fracaso fracasé perdido perdí perder dolor duele enfermo enferma cansado cansada miedo llorar',
  'lloro roto rota error problema inútil decepción decepcionado mentira estafa muerto muerta morir vergüenza',
);

const NEGATION = list(
  'not no never without hardly pas jamais sans ni aucun aucune plus nunca sin ningún ninguna tampoco ne nada cannot',
);

const PLEASANT_EMOJI = new Set('😀😃😄😁😂🤣😊😇🙂😉😍🥰😘😋😎🤩🥳❤💕💖💛💚💙💜🧡👍👏🙌🎉✨🔥💪🌟💯🏆');
const UNPLEASANT_EMOJI = new Set('😞😔😟😕🙁☹😣😖😫😩😢😭😤😠😡🤬😱😨😰😥🤢🤮💔👎😒🙄😑');
