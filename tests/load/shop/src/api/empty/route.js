/** What a route of Medusa costs that does nothing. */
exports.GET = (_request, response) => {
  response.status(204).end();
};
