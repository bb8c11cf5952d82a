# The page.
FROM node:22-bookworm-slim AS page
WORKDIR /src/static
COPY static/package.json static/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY static ./
RUN npm run build

# The program. SQLite is C, so cgo is on.
FROM golang:1.26-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY data data
COPY geo geo
COPY server server
COPY static/static.go static/
COPY --from=page /src/static/dist static/dist
RUN CGO_ENABLED=1 go build -trimpath -ldflags='-s -w' -o /greyzone ./server

FROM debian:12-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin greyzone \
 && install -d -o greyzone -g greyzone /data
COPY --from=program /greyzone /usr/local/bin/greyzone
USER greyzone
WORKDIR /data
VOLUME /data
ENV GREYZONE_DB=/data/greyzone.db \
    GREYZONE_ADDR=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s CMD ["greyzone", "health"]
ENTRYPOINT ["greyzone"]
CMD ["serve"]
