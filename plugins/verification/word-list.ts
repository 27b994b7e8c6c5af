/**
 * The words that a code is made of: 4 to 7 letters, things that everybody knows and that no filter minds. No names,
 * brands, towns or parts of the body, and nothing with a second meaning that a filter could mind.
 */
const byTheme: Readonly<Record<string, string>> = {
  colours: `
    amber azure beige bronze brown copper coral crimson golden green indigo ivory lilac magenta maroon
    mauve orange pastel pink purple scarlet sepia silver tawny teal umber white yellow`,
  animals: `
    badger beagle beetle bison bobcat buffalo camel canary caribou catfish cheetah chicken cicada cobra
    coyote cricket deer dingo dolphin eagle earwig egret eland ermine falcon ferret finch firefly
    gazelle gecko gerbil giraffe gopher haddock halibut hamster hare horse hyena ibex jackal kitten
    koala ladybug lamb lemur leopard lion lizard llama lobster lynx macaw magpie mallard manatee marmot
    meerkat minnow moose moth mouse narwhal newt ocelot opossum osprey ostrich otter oyster panda
    panther parrot pelican penguin pigeon pony poodle prawn puffin puppy quail raven rhino rooster
    salmon sardine sheep skylark snail spaniel sparrow spider squid stork swan tadpole tapir terrier
    tiger toad toucan trout tuna turtle vulture wallaby walrus warbler wolf wombat zebra`,
  plants: `
    acacia acorn apricot azalea barley beech begonia birch bonsai bramble branch cactus cedar clover
    conifer cypress elder fern flower foliage forest freesia garden gorse hedge juniper larch leaf
    linden lotus mallow maple meadow millet mimosa moss myrtle nettle orchard orchid palm peony petal
    petunia pine poplar redwood reed rosebud rosehip sequoia shrub spruce stem sumac thicket thistle
    timber tulip twig verbena vine walnut willow yarrow yucca zinnia`,
  food: `
    apple avocado bacon bagel banana berry biscuit bread broth brownie burger burrito butter cabbage
    cake caramel carrot cashew cereal cheddar cheese chives citrus cobbler cocoa compote cookie crepe
    crouton crumble cupcake currant curry dessert donut dough eclair endive fennel fritter fudge garlic
    gelato gnocchi granola gravy guava honey hummus jelly kale kiwi lasagna leek lemon lentil lettuce
    lime lychee macaron mango mint muesli nachos noodle nougat oatmeal omelet onion oregano paella
    pancake papaya paprika parfait parsley parsnip pasta pastry peanut pear pecan pepper pesto pickle
    pizza plum polenta popcorn potato pretzel pumpkin quiche quinoa radish raisin ramen ravioli rhubarb
    rice risotto saffron salad salsa scone sesame sherbet soup soybean spinach stew sugar sundae sushi
    syrup taco tangelo thyme toast toffee tofu tomato truffle vanilla vinegar waffle wasabi wheat yogurt`,
  weather: `
    autumn breeze chilly climate cloud cloudy cyclone dawn dewdrop drizzle dusk flurry foggy frost
    frosty gale gust hail haze humid icicle monsoon puddle rain rainbow rainy season sleet snow snowman
    snowy squall storm stormy summer sunbeam sunny sunrise sunset tempest thaw thunder tornado typhoon
    warmth weather windy winter`,
  land: `
    beach boulder brook canyon cavern cliff coast cobble creek crevice desert dune fjord geyser glacier
    glade granite gravel harbor hill hillock hilltop iceberg island islet lagoon lake lava lowland
    marble marsh meander oasis ocean pasture pathway pebble plain plateau pond prairie ravine reef ridge
    river rock sand sandbar seabed seafoam seaside shore slate slope stone stream summit surf terrain
    tide trail tundra upland valley volcano wave wetland`,
  sky: `
    aurora comet cosmic cosmos eclipse equinox galaxy lunar meteor moon nebula planet skyline solar star
    starry stellar zenith`,
  minerals: `
    agate basalt beryl cobalt diamond emerald garnet jasper jewel onyx opal pearl peridot pumice pyrite
    quartz topaz zircon`,
  home: `
    attic balcony basin basket blanket blender bookend bowl bracket broom bucket cabinet candle canopy
    carpet cellar chair chimney clothes coaster cooker corner cottage couch counter cradle crayon
    curtain cushion desk dinner doorbel doormat doorway drawer dresser dustpan duvet easel faucet fence
    flask foyer freezer fridge funnel garage gate grater gutter hallway hammock hanger house kitchen
    ladder ladle lamp lantern laundry lobby loft mailbox mantel mirror mixer napkin oven pantry parasol
    parlor patio picture pillow pitcher plate platter porch quilt roof saucer shelf shutter sink skillet
    sofa spatula spoon stove table teapot terrace tile toaster towel tray utensil vase veranda washer
    whisk window`,
  things: `
    abacus badge bagpipe balloon banner beacon beads bell bench bicycle binder blimp blocks boat bobbin
    bonnet book boots bouquet bowtie brick bridge brooch brush bubble buckle button camera canoe canteen
    canvas carton castle cello chalk chariot checker chess chime clock coat collage collar cord crate
    cube cutlery cymbal diary drum dynamo emblem engine eraser fabric feather flag flannel flute folder
    frame frisbee furnace gadget garland glasses glider globe gloves goblet goggles gondola guitar
    hammer handbag harp helmet hinge hoodie hoop jacket jigsaw journal kayak kite laptop leaflet ledger
    lens letter library locket luggage magnet marimba marker medal mitten monocle mosaic motor museum
    musical notepad origami paddle page paint painter palette paper parade parcel parka pedal pencil
    pendant pennant pianist piano pillar plaid planner plaster poem poncho postbox poster pottery
    printer prism program pulley puppet purse puzzle quill rattle recipe ribbon rocket rowboat ruler
    saddle sandal satchel scarf scooter scroll seesaw shawl shoe shovel sketch sleigh slipper sneaker
    socks spindle sponge spool stadium stamp stapler statue stencil sticker stirrup subway sundial
    sweater tablet tandem teacup tent theater thread ticket timer toolbox toybox tractor train tram
    trolley trophy tuba tunic tuxedo twine ukulele uniform vehicle viaduct viola violin wagon wallet
    watch wheel whistle wicker wreath yacht yarn zipper`,
  places: `
    academy airport arcade archway avenue bakery barn bazaar bistro cabin cafe chalet cinema circus
    college corral dairy deli depot diner farm forum gallery granary hamlet hangar hotel igloo kiosk
    lane marina market mill nursery office palace park pier plaza quarry quay ranch road shed shop silo
    square stable station studio tower town tunnel villa village wharf`,
  people: `
    artist athlete baker builder captain cashier chef dancer drummer farmer florist juggler knitter
    pilot poet potter sailor singer student teacher trainer weaver writer`,
  actions: `
    arrive begin borrow bounce build carry choose climb collect compare compose cook create dance decide
    deliver describ draw dream educate enjoy enter explain explore find float gather glide guess help
    imagine improve include invent juggle jump knit laugh learn listen measure mention notice observe
    pause play polish prepare present protect provide read recall receive repair repeat reply return
    reward scatter shine skate skip smile sparkle splash start stitch stroll study teach think travel
    twinkle unfold unlock unpack unwrap visit walk wander weave welcome whisper wonder write`,
  qualities: `
    active ancient basic bouncy brave bright bubbly calm careful certain cheery clever coastal common
    compact cozy crisp curious curved daily dainty decent distant dreamy eager early elegant equal exact
    fair famous fancy festive fluffy formal fresh gentle gifted glossy grand handy happy helpful honest
    jolly joyful kind large lively local lofty loyal lucky mellow merry mighty modern modest narrow
    natural neat nimble noble orderly patient perfect playful polite popular precise pretty proper proud
    quick quiet rapid regular rounded royal rustic serene shiny silent silky simple sincere sleepy smart
    smooth snug speedy spotted steady striped sturdy superb swift tall tidy tiny upbeat vibrant vivid
    vocal warm wide wise woolen zesty`,
  ideas: `
    answer bonus chapter choice circle comedy culture dialog energy example family fiction future
    gesture harmony history holiday humor idea journey lesson logic melody memory minute moment mystery
    nature novel opinion pattern phrase poetry problem project proverb quality rhyme rhythm riddle
    science silence skill sonnet story success topic tune unity verse victory volume wisdom`,
  shapes: `
    angle border column cone cross curve edge grid hexagon layer line oval polygon pyramid ripple round
    sphere spiral surface zigzag`,
  time: `
    century daytime decade midday month noon weekday weekend weekly`,
  sports: `
    balance golf hockey karate netball polo rugby soccer tennis`,
};

/** All of them, more than 1,024: five of them, without repeats, are 50 bits. */
export const wordList: readonly string[] = Object.values(byTheme).flatMap((words) =>
  words.trim().split(/\s+/),
);
