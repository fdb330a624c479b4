export const contentSecret = "a-secret-shared-with-the-cms-of-the-tests";
