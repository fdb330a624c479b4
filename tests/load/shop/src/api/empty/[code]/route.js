/** What a route of Medusa costs that does nothing. It has a part that differs, as `/go/:code` has. */
exports.GET = (_request, response) => {
  response.status(204).end();
};
