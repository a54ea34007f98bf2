# Build: everything is installed from the hash-locked requirements, the project itself last.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY requirements/build.txt requirements/runtime.txt requirements/
RUN python -m venv /src/venv && /src/venv/bin/pip install --require-hashes -r requirements/build.txt
RUN python -m venv /app/venv && /app/venv/bin/pip install --require-hashes -r requirements/runtime.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY cogs cogs
COPY sandbox sandbox
RUN /src/venv/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /src/dist . \
    && /app/venv/bin/pip install --no-deps --no-index --find-links /src/dist greenlit \
    && mkdir /app/data

# Run: no build tools, no root, nothing writable but /app/data.
FROM python:3.13-slim
LABEL org.opencontainers.image.title="Greenlit" \
      org.opencontainers.image.description="Community video generation for Discord" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/venv /app/venv
# A fresh volume takes over the owner of the folder it is mounted on.
COPY --from=build --chown=10001:10001 /app/data /app/data
ENV PATH=/app/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HTTP_BIND=0.0.0.0:8080
USER 10001:10001
VOLUME ["/app/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['HTTP_BIND'].rpartition(':')[2] + '/livez', timeout=4)"]
ENTRYPOINT ["greenlit", "run"]
