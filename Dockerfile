# The service for a cluster: Postgres is given from outside as DATABASE_URL.
# It starts once there is a key, see docs/security.md, and needs nothing to write to but /tmp.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/nianbao
COPY requirements.lock ./
RUN /opt/nianbao/bin/pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY pyproject.toml ./
COPY service ./service
RUN /opt/nianbao/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/nianbao nianbao
COPY --from=build /opt/nianbao /opt/nianbao
ENV PATH=/opt/nianbao/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/var/lib/nianbao/data
USER 10001
WORKDIR /var/lib/nianbao
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=2)"]
CMD ["nianbao", "serve"]
