# Neuvo with SQLite or Cosmos DB, for any host of containers. docs/operating.md says how to run it.
# The version is the one that the tests run on (devDependencies in package.json).
FROM node:24.21.0-bookworm-slim AS base

FROM base AS build
WORKDIR /app
# What changes seldom comes first, and is built once.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && install --directory --owner=node node_modules/.cache
COPY . .
# Compiled now, for the container can't write; and by the user who will read it, for Node keeps a cache apart for each.
USER node
RUN node scripts/warm.js && chmod -R a+rX node_modules/.cache

FROM base
ENV NODE_ENV=production SQLITE_PATH=/data/neuvo.sqlite
WORKDIR /app
RUN install --directory --owner=node --group=node --mode=700 /data
# All of it belongs to root: the bot can't change itself.
COPY --from=build /app ./
VOLUME /data
USER node
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3978) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# As the first process, without a shell or npm before it: SIGTERM must arrive.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/index.ts"]
