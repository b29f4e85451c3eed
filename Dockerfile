# One image for every service: the entry point is an argument, such as dist/apps/ingestion/src/main.js.
FROM node:24-bookworm-slim AS build
WORKDIR /caracal
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /caracal
COPY --from=build /caracal/package.json ./
COPY --from=build /caracal/node_modules ./node_modules
COPY --from=build /caracal/dist ./dist
COPY --from=build /caracal/packs ./packs
COPY --from=build /caracal/libs/contracts/src/generated ./libs/contracts/src/generated
# A volume that is mounted there for the first time takes its owner.
RUN mkdir -p /var/lib/caracal/archive && chown -R 1000:1000 /var/lib/caracal
USER 1000
EXPOSE 8080
ENTRYPOINT ["node", "--enable-source-maps", "--max-semi-space-size=64"]
CMD ["dist/apps/standalone/src/main.js"]
