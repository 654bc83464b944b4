# Crier as an image, for amd64 and arm64. Debian and not Alpine: the native modules, and the Node that npm ci brings, are made
# for glibc. To build the same again, name both bases by digest (--build-arg INSTALLER=node@sha256:…).
ARG INSTALLER=node:24-bookworm-slim
ARG BASE=debian:bookworm-slim

# What the lock file says and nothing else. The Node of this stage only runs npm.
FROM ${INSTALLER} AS packages
WORKDIR /crier
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --workspaces=false --no-audit --cache=/tmp/npm
# Headers of Node, and a compiler that a package only mentions: nothing that runs.
RUN rm -rf node_modules/node-linux-*/include node_modules/typescript node_modules/@typescript

FROM ${BASE}
ENV PATH=/crier/node_modules/.bin:/usr/local/bin:/usr/bin:/bin CRIER_DATA=/data CRIER_MODELS=/data/models
WORKDIR /crier
COPY --from=packages /crier/node_modules node_modules
COPY package.json LICENSE PRIVACY.md ./
COPY commands commands
COPY locales locales
COPY src src
# All that is written lies in the volume, and in /tmp what makes the next start faster.
RUN install -d -o 10001 -g 10001 -m 700 /data
VOLUME /data
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["bash", "src/healthy.sh"]
STOPSIGNAL SIGTERM
CMD ["node", "src/main.js"]
