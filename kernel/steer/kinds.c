// SPDX-License-Identifier: GPL-2.0-only
/*
 * The importers, as a table of kinds: the rows of Kinds.tla by the same names,
 * as far as an importer of this module can act like them.
 */
#include "internal.h"

#define USUAL .p2p = true, .callback = true, .counted = true, .again = true, \
	      .early = true

static const struct kind kinds[] = {
	{ .name = "absent" },
	{ .name = "dynamic", USUAL, .response = LATER },
	{ .name = "virtio", USUAL, .response = WAITS },
	{ .name = "odp", USUAL, .response = INSIDE, .waits = true },
	{ .name = "revocable", .p2p = true, .callback = true, .counted = true,
	  .early = true, .pins = true, .response = INSIDE },
	{ .name = "iommufd", .p2p = true, .callback = true, .pins = true,
	  .keeps = true, .response = INSIDE },
	{ .name = "legacy", .p2p = true, .counted = true, .again = true,
	  .early = true, .pins = true, .response = LATER },
	{ .name = "static", .counted = true, .again = true, .early = true,
	  .waits = true, .response = LATER },
	{ .name = "lazy", USUAL, .response = LAZY },
	{ .name = "hasty", USUAL, .response = HASTY },
	{ .name = "liar", USUAL, .response = NEVER },
};

const struct kind *kind_named(const char *name)
{
	for (int n = 0; n < ARRAY_SIZE(kinds); n++)
		if (!strncmp(kinds[n].name, name, STEER_NAME))
			return &kinds[n];
	return NULL;
}
