/** Former names of tools, answered under their present ones; the Python memorygraph lists the category tool to this day. */
export const TOOL_ALIASES: Readonly<Record<string, string>> = {
  get_relationship_types_by_category: 'get_relationship_types',
};
